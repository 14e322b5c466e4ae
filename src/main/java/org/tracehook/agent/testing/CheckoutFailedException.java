package org.tracehook.agent.testing;

/** Says why there is nothing to test: its message is one short line for the trace, without anything secret. */
public class CheckoutFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Completes {@code Agent failed: …}. */
    public CheckoutFailedException(String message) {
        super(message);
    }

    /** The same, with what brought it about. */
    public CheckoutFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
