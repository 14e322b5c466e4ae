package org.tracehook.execution;

import org.tracehook.delivery.Reply;

/** Sees to a run that was claimed: now, or in an invocation of its own. */
public interface Execution {

    /** The reply to the sender; the claim is ended, or handed on. */
    Reply execute(ClaimedRun claimed);
}
