package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.tracehook.deadline.Deadline;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.idempotency.DeliverySettings;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;

/** Finds events that match a rule and still run nothing: changes that Tracehook made itself, and events that are too old. */
public final class Screening {

    private final JiraFeedback feedback;
    private final DeliverySettings settings;

    /** Asks {@code feedback} for our own changes, and {@code settings} for the highest age. */
    public Screening(JiraFeedback feedback, DeliverySettings settings) {
        this.feedback = feedback;
        this.settings = settings;
    }

    /** The reason why the event runs nothing; empty if there is none. May ask Jira which account Tracehook uses. */
    Optional<Verdict> reason(JiraEvent event, Instant arrivedAt, Deadline deadline) {
        return feedback.ownChange(event, deadline).or(() -> tooOld(event, arrivedAt));
    }

    private Optional<Verdict> tooOld(JiraEvent event, Instant arrivedAt) {
        return event.timestamp()
                .filter(timestamp -> settings.isTooOld(timestamp, arrivedAt))
                .map(timestamp -> Verdict.reason(
                        "delivery.max-age",
                        "a timestamp of the last " + words(settings.maxAge().orElseThrow()),
                        timestamp.toString()));
    }

    private static String words(Duration age) {
        return age.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
