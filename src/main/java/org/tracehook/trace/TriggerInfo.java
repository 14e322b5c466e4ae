package org.tracehook.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * Why a pipeline runs.
 *
 * @param source what set it off
 * @param issueKey such as {@code PROJ-123}; null when unknown
 * @param issueStatus the status the issue entered, else the one it has; null when unknown
 * @param intentType the intent asked for
 * @param timestamp when the trigger arrived
 */
public record TriggerInfo(
        TriggerSource source, String issueKey, String issueStatus, String intentType, Instant timestamp) {

    public TriggerInfo {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(intentType, "intentType");
        Objects.requireNonNull(timestamp, "timestamp");
    }

    /** This trigger with texts that are fit for logs and replies, to the microsecond. */
    public TriggerInfo clean(Scrubber scrubber) {
        return new TriggerInfo(
                source,
                scrubber.line(issueKey),
                scrubber.line(issueStatus),
                scrubber.line(intentType),
                timestamp.truncatedTo(ChronoUnit.MICROS));
    }
}
