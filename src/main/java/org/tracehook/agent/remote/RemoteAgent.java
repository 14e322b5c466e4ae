package org.tracehook.agent.remote;

import java.time.Duration;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Backoff;

/**
 * Hands its work to an HTTP endpoint of the operator's: one JSON document there, one back.
 *
 * <p>The request is sent again only when there was no connection, when it ended before a reply, or when the endpoint says
 * so (429, 5xx): one that is silent may still be working. The idempotency key is the same each time, so that work which
 * was done is not done again.
 */
public final class RemoteAgent implements Agent {

    /** With less time left an answer is not to be expected. */
    private static final Duration SHORTEST_ATTEMPT = Duration.ofMillis(100);

    /**
     * An attempt may go on a little longer than the step: then it is always the orchestrator that ends it, and the same run
     * has the same words.
     */
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Endpoint endpoint;
    private final JsonPost post;
    private final Backoff backoff;

    RemoteAgent(Endpoint endpoint, JsonPost post, Backoff backoff) {
        this.endpoint = endpoint;
        this.post = post;
        this.backoff = backoff;
    }

    @Override
    public String name() {
        return endpoint.name();
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        int attempts = 1;
        Answer answer = attempt(request);
        while (answer.invitesRetry() && attempts <= endpoint.retries()) {
            Duration pause = longer(backoff.pauseAfter(attempts), answer.retryAfter());
            if (pause.plus(SHORTEST_ATTEMPT).compareTo(request.deadline().remaining()) > 0) {
                break;
            }
            backoff.sleeper().sleep(pause);
            answer = attempt(request);
            attempts++;
        }
        return answer.outcome(endpoint, attempts);
    }

    private Answer attempt(AgentRequest request) throws InterruptedException {
        Deadline deadline = request.deadline();
        Duration time = deadline.cut(endpoint.timeout());
        if (time.isZero()) {
            return NoReply.within(time, endpoint);
        }
        Duration graced = deadline.remaining().plus(GRACE);
        Duration limit = endpoint.timeout().compareTo(graced) < 0 ? endpoint.timeout() : graced;
        return post.send(new RequestDocument(request, endpoint, time), endpoint, limit);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** Names the agent. */
    @Override
    public String toString() {
        return "RemoteAgent[" + name() + "]";
    }
}
