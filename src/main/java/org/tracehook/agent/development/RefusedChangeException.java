package org.tracehook.agent.development;

/** A change that must not be written; the message says why, for people. */
final class RefusedChangeException extends Exception {

    private static final long serialVersionUID = 1;

    RefusedChangeException(String message) {
        super(message);
    }
}
