package org.tracehook.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;

/**
 * Which deliveries are run, and for how long they are remembered, read and checked.
 *
 * @param maxAge older ones are ignored; empty for any age
 * @param ttl how long they are remembered, not less than their age may be
 * @param acceptsDuplicates whether the operator says that running one twice does no harm
 * @param runsPerHour how many runs of an issue may begin within an hour; 0 for any number
 */
public record DeliverySettings(Optional<Duration> maxAge, Duration ttl, boolean acceptsDuplicates, int runsPerHour) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);
    private static final int RUNS = 10;
    private static final int MOST_RUNS = 1_000;
    private static final String MAX_AGE = "tracehook.delivery.max-age";

    /** The configured settings; a fault leaves a default in its place. */
    public static DeliverySettings from(
            DeliveryConfig config, LimitsConfig limits, StoreSettings store, Consumer<Fault> faults) {
        Values values = new Values(faults);
        Optional<Duration> maxAge =
                config.maxAge().map(String::strip).filter("off"::equals).isPresent()
                        ? Optional.empty()
                        : Optional.of(values.duration(MAX_AGE, config.maxAge(), new Values.Span(DAY, LONGEST)));
        if (maxAge.filter(age -> age.compareTo(store.ttl()) > 0).isPresent()) {
            values.report(
                    "tracehook.store.ttl",
                    "must not be less than " + MAX_AGE
                            + ": what is forgotten earlier could be sent again and run twice");
        }
        return new DeliverySettings(
                maxAge,
                store.ttl(),
                values.flag("tracehook.delivery.accept-duplicates", config.acceptDuplicates(), false),
                values.number(
                        "tracehook.limits.runs-per-issue-per-hour", limits.runsPerIssuePerHour(), RUNS, MOST_RUNS));
    }

    /** Whether something of that time is too old; what is ahead of our clock is not. */
    public boolean isTooOld(Instant timestamp, Instant now) {
        return maxAge.filter(age -> timestamp.plus(age).isBefore(now)).isPresent();
    }

    /**
     * When a delivery may be forgotten: one whose timestamp is ahead of our clock stays young enough to be run for longer.
     *
     * @param timestamp of the delivery; empty when it has none
     */
    public Instant keepUntil(Optional<Instant> timestamp, Instant now) {
        return timestamp.filter(at -> at.isAfter(now)).orElse(now).plus(ttl);
    }
}
