package org.tracehook.agent.testing;

/** Says what is wrong with the test reports; its message holds no content of them. */
final class BadReportException extends Exception {

    private static final long serialVersionUID = 1L;

    BadReportException(String message) {
        super(message);
    }
}
