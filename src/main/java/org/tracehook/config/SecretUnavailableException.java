package org.tracehook.config;

/** A secret that is kept elsewhere could not be had; the message says why, and what an operator can do about it. */
public final class SecretUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** With a message that holds nothing of the secret. */
    public SecretUnavailableException(String message) {
        super(message);
    }

    /** With a message that holds nothing of the secret, and what led to it. */
    public SecretUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
