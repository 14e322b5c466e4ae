package org.tracehook.agent.remote;

import java.time.Duration;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Failure.Kind;
import org.tracehook.agent.remote.RemoteCall.Attempt;
import org.tracehook.deadline.Seconds;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.NoAnswerException;

/**
 * Says what an answer of a remote agent means that is no reply, and what an operator can do about it.
 *
 * @param endpoint the agent
 */
record RemoteFailures(RemoteEndpoint endpoint) {

    private static final int TOO_MANY_REQUESTS = 429;

    /**
     * The agent answered with another status than 200 and 202.
     *
     * @param number how often that was tried, from 1
     * @param where the URL that was asked, in words
     */
    Attempt answered(HttpAnswer answer, int number, String where) {
        int status = answer.status();
        if (status == TOO_MANY_REQUESTS || status >= 500) {
            Failure failure = of("answered " + status + " to " + number + (number == 1 ? " attempt" : " attempts"));
            return new Attempt(failure, true, answer.retryAfter().orElse(Duration.ZERO), null);
        }
        if (status >= 300 && status < 400) {
            return Attempt.last(
                    of("answered with a redirect (" + status + "): redirects are not followed, correct " + where));
        }
        return Attempt.last(
                switch (status) {
                    case 401, 403 -> of("answered " + status + ": " + tokenAdvice());
                    case 404, 405, 410 -> of("answered " + status + ": check " + where);
                    default -> of("answered " + status + ", not 200");
                });
    }

    /** On a loopback host a token may be missing, also by a variable that is empty. */
    private String tokenAdvice() {
        String property = endpoint.property("token");
        return endpoint.config().token().isPresent()
                ? "check " + property
                : "no token was sent, since " + property + " is not set or empty: set it";
    }

    /**
     * There is no answer.
     *
     * @param silent what it means if there was none in time
     */
    Attempt unanswered(NoAnswerException why, Attempt silent) {
        return switch (why.reason()) {
            case SILENT -> silent;
            case UNREACHED -> unreached(why.getMessage() + ": check " + endpoint.property("url"));
            case UNTRUSTED -> unreached(why.getMessage());
            case NO_HTTP -> Attempt.last(of("did not answer with HTTP: check " + endpoint.property("url")));
            case BROKEN -> Attempt.last(invalid(why.getMessage()));
        };
    }

    private Attempt unreached(String why) {
        return new Attempt(of("cannot be reached: " + why, Kind.UNREACHABLE), true, Duration.ZERO, null);
    }

    /** As {@link #silent}; where the agent's own time out ended the wait, and not the step, its property is named. */
    Attempt timedOut(Duration time) {
        if (time.compareTo(endpoint.config().timeout()) < 0) {
            return silent(time);
        }
        return Attempt.last(of(
                "gave no reply within " + Seconds.of(time) + " s, " + endpoint.property("timeout")
                        + ": let it answer longer work with 202",
                Kind.TIMED_OUT));
    }

    /** The agent gave no reply within that time; it may still be working. */
    Attempt silent(Duration time) {
        return Attempt.last(of("gave no reply within " + Seconds.of(time) + " s", Kind.TIMED_OUT));
    }

    /** The agent did its work wrong; {@code problem} completes a sentence that begins with its name. */
    Failure of(String problem) {
        return of(problem, Kind.WORK);
    }

    private Failure of(String problem, Kind kind) {
        return new Failure("Agent failed: " + endpoint.name() + " " + problem, kind);
    }

    /** The reply cannot be read. */
    Failure invalid(String why) {
        return new Failure("Agent failed: invalid reply from " + endpoint.name() + ": " + why);
    }
}
