package org.tracehook.workspace;

import java.io.IOException;

/** Says why a step cannot use its repository: the message is one line for people, without credentials. */
public final class WorkspaceException extends Exception {

    /** An exception with that message. */
    public WorkspaceException(String message) {
        super(message);
    }

    /** For what was fetched and cannot be read; an interrupt may be the cause, and goes before it. */
    static WorkspaceException unreadable(IOException e) throws InterruptedException {
        InterruptMonitor.check();
        return new WorkspaceException("what was fetched of the repository cannot be read ("
                + e.getClass().getSimpleName() + "): run again; if it stays so, check the repository with git fsck");
    }
}
