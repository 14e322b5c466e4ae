package org.tracehook.agent.remote;

import java.time.Duration;
import org.tracehook.agent.AgentOutcome;

/** What came of one attempt. */
sealed interface Answer permits NoReply, Reply {

    /** Whether the request may be sent again. */
    boolean invitesRetry();

    /** How long the agent wants to be left alone; zero when it did not say. */
    Duration retryAfter();

    /**
     * What the answer means for the step.
     *
     * @param attempts how many there were, this one included
     */
    AgentOutcome outcome(Endpoint endpoint, int attempts);
}
