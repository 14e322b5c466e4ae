package org.tracehook.dynamodb;

/** The table does not do what it is asked; the message says why, and what an operator can do about it. */
public final class TableUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TableUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
