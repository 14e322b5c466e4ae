package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.deadline.Deadline;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;

/** Finds events that match a rule and still run nothing: changes that Tracehook made itself, and events that are too old. */
public final class Screening {

    private final JiraFeedback feedback;
    private final Optional<Duration> maxAge;

    /** Asks {@code feedback} for our own changes. An event older than {@code maxAge} is too old; empty for any age. */
    public Screening(JiraFeedback feedback, Optional<Duration> maxAge) {
        this.feedback = feedback;
        this.maxAge = maxAge;
    }

    /** The reason why the event runs nothing; empty if there is none. May ask Jira which account Tracehook uses. */
    Optional<Verdict> reason(JiraEvent event, Instant arrivedAt, Deadline deadline) {
        return feedback.ownChange(event, deadline).or(() -> tooOld(event, arrivedAt));
    }

    private Optional<Verdict> tooOld(JiraEvent event, Instant arrivedAt) {
        return event.timestamp()
                .flatMap(timestamp -> maxAge.filter(age -> timestamp.plus(age).isBefore(arrivedAt))
                        .map(age -> Verdict.reason(
                                "delivery.max-age", "a timestamp of the last " + words(age), timestamp.toString())));
    }

    private static String words(Duration age) {
        return age.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
