package org.tracehook.trace;

import java.time.Clock;
import java.time.Instant;
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

    /** A trigger that arrives now: the record's values, with the clock in the place of the timestamp. */
    public static TriggerInfo now(
            TriggerSource source, String issueKey, String issueStatus, String intentType, Clock clock) {
        return new TriggerInfo(source, issueKey, issueStatus, intentType, clock.instant());
    }
}
