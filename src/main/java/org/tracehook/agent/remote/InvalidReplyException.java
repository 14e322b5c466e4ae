package org.tracehook.agent.remote;

/** A reply is not what the contract asks for; the message says why and holds nothing of the reply. */
final class InvalidReplyException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidReplyException(String why) {
        super(why);
    }

    /** The text of the trace. */
    String error(Endpoint endpoint) {
        return "Agent failed: invalid reply from " + endpoint.name() + ": " + getMessage();
    }
}
