package org.tracehook.agent.testing;

/** Test reports that cannot be read; the message says which and why, for people, and nothing of what is in them. */
final class ReportException extends Exception {

    private static final long serialVersionUID = 1;

    ReportException(String message) {
        super(message);
    }
}
