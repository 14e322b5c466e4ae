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

/** Finds the reason why an event that asks for an intent runs nothing: Tracehook's own change, or too old. */
public final class Screening {

    private final JiraFeedback feedback;
    private final DeliverySettings settings;

    public Screening(JiraFeedback feedback, DeliverySettings settings) {
        this.feedback = feedback;
        this.settings = settings;
    }

    /** The reason to leave the event alone; empty if there is none. May ask Jira whose account Tracehook uses. */
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
