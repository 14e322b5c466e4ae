package org.tracehook.execution;

import org.tracehook.delivery.Reply;

/** Executes a claimed run: now, or in an invocation of its own. */
public interface Execution {

    /** The reply to the sender. Afterwards the claim has ended, or the other invocation has it. */
    Reply execute(ClaimedRun claimed);
}
