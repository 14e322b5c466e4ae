package org.tracehook.deadline;

import java.time.Duration;

/**
 * When an invocation must have ended its work, so that trace and reply still get out.
 *
 * <p>Measured on the monotonic clock: a step of the wall clock neither ends nor prolongs a run.
 */
public final class Deadline {

    /** Lambda's longest time limit; a remaining time above it is noise. */
    public static final Duration LONGEST_INVOCATION = Duration.ofMinutes(15);

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** The deadline that is that far away, 0 or more. */
    public static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    /**
     * The deadline of an invocation that begins now.
     *
     * @param remainingMillis what the Lambda context says; outside Lambda it is a wrapped number of either sign
     *     (Quarkus' mock event server sends no deadline), so anything outside 1 to 900,000 counts as unknown
     * @param ceiling the longest run, whatever Lambda has left
     * @param reserve kept back from the remaining Lambda time for the trace and the reply
     */
    public static Deadline of(long remainingMillis, Duration ceiling, Duration reserve) {
        boolean known = remainingMillis > 0 && remainingMillis <= LONGEST_INVOCATION.toMillis();
        if (!known) {
            return in(ceiling);
        }
        Duration usable = Duration.ofMillis(remainingMillis).minus(reserve);
        return in(usable.isNegative() ? Duration.ZERO : shorter(usable, ceiling));
    }

    /** The deadline that comes that much after this one. */
    public Deadline later(Duration time) {
        return new Deadline(atNanos + time.toNanos());
    }

    /** The time left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    /** The limit, cut by the time left. */
    public Duration cut(Duration limit) {
        return shorter(limit, remaining());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    @Override
    public String toString() {
        return "Deadline[in " + remaining().toMillis() + " ms]";
    }
}
