package org.tracehook.agent.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.remote.RemoteCall.Attempt;
import org.tracehook.deadline.Backoff.Sleeper;
import org.tracehook.deadline.Deadline;

/**
 * Work that a remote agent accepted with 202: asks at its {@code Location} until there is a reply, or the step's time ends. The
 * agent is told with {@code DELETE} when nobody asks any more.
 *
 * @param call the agent
 * @param traceparent the header of the request that was accepted
 * @param sleeper waits between the questions
 * @param deadline when the step must have ended
 */
record AcceptedWork(RemoteCall call, String traceparent, Sleeper sleeper, Deadline deadline) {

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /**
     * The agent's reply, or what prevented it.
     *
     * @param accepted the agent's 202
     * @throws InterruptedException if the step ran out of time
     */
    AgentOutcome reply(Attempt accepted) throws InterruptedException {
        Duration time = deadline.remaining();
        URI location = accepted.location();
        boolean given = false;
        try {
            Attempt last = accepted;
            int failures = 0;
            while (!deadline.remaining().isZero()) {
                sleeper.sleep(pause(last));
                last = call.ask(location, traceparent, deadline, failures + 1);
                boolean accepts = last.location() != null;
                failures = accepts ? 0 : failures + 1;
                location = accepts ? last.location() : location;
                given = !accepts && !last.mayRepeat();
                if (given || failures > call.endpoint().config().retries()) {
                    return last.outcome();
                }
            }
            return call.failures().silent(time).outcome();
        } finally {
            if (!given) {
                call.abandon(location);
            }
        }
    }

    /** What the agent asks for, within bounds. Near the end it is shorter: a reply that is ready by then still counts. */
    private Duration pause(Attempt last) {
        Duration half = deadline.remaining().dividedBy(2);
        Duration most = Collections.min(List.of(last.retryAfter(), LONGEST_PAUSE, half));
        return Collections.max(List.of(most, SHORTEST_PAUSE));
    }
}
