package org.tracehook.workspace;

/** What keeps a step from its repository; the message is one line for people, without credentials. */
public final class WorkspaceException extends Exception {

    private static final long serialVersionUID = 1;

    /** An exception with that message. */
    public WorkspaceException(String message) {
        super(message);
    }
}
