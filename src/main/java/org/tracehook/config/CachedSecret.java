package org.tracehook.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The text of a stored secret. It is read when it is used first, when it is old, and when a caller doubts it, but never
 * more often than the limits here allow.
 */
final class CachedSecret {

    /** How long a text is used before it is read again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** A text is not doubted for that long after it was read: a flood of wrong signatures must not cause a flood of reads. */
    static final Duration CERTAIN = Duration.ofMinutes(1);

    /** After a failed read nothing is tried for that long: callers who waited for the first try must not add theirs. */
    static final Duration FAILED = Duration.ofSeconds(10);

    private final Clock clock;
    private final Supplier<Optional<String>> reading;
    private final Runnable changed;
    private volatile boolean outdated;
    private Optional<String> text = Optional.empty();
    private Instant readAt = Instant.MIN;
    private Instant triedAt = Instant.MIN;
    private SecretUnavailableException failure;

    /**
     * A text that is not read yet.
     *
     * @param reading gives the text, empty if there is none; throws {@link SecretUnavailableException}
     * @param changed runs when a read gives another text than the one before
     */
    CachedSecret(Clock clock, Supplier<Optional<String>> reading, Runnable changed) {
        this.clock = clock;
        this.reading = reading;
        this.changed = changed;
    }

    /** Has it read again at its next use. Takes no lock, since the caller holds that of another text. */
    void outdate() {
        outdated = true;
    }

    /**
     * The text, read now if it is unknown or old.
     *
     * @throws SecretUnavailableException if it cannot be read
     */
    synchronized Optional<String> text() {
        if (!outdated && isWithin(FRESH, readAt)) {
            return text;
        }
        if (failure != null && isWithin(FAILED, triedAt)) {
            throw failure;
        }
        return read();
    }

    /**
     * Another text than the doubted one; empty if there is none. If the doubted one is cached, the text is read again,
     * unless it was read within {@link #CERTAIN}.
     *
     * @param isDoubted whether a text is the doubted one
     * @throws SecretUnavailableException if the text cannot be read, or the last read failed within {@link #CERTAIN}: then
     *     it is unknown whether there is another
     */
    synchronized Optional<String> instead(Predicate<String> isDoubted) {
        Optional<String> other = text.filter(isDoubted.negate());
        if (other.isPresent()) {
            return other;
        }
        if (!isWithin(CERTAIN, triedAt)) {
            return read().filter(isDoubted.negate());
        }
        if (failure != null) {
            throw failure;
        }
        return Optional.empty();
    }

    /** False for a moment in the future, which a clock that was set back leaves behind. */
    private boolean isWithin(Duration limit, Instant since) {
        Instant now = clock.instant();
        return !now.isBefore(since) && since.isAfter(now.minus(limit));
    }

    private Optional<String> read() {
        triedAt = clock.instant();
        boolean wasOutdated = outdated;
        outdated = false;
        try {
            know(reading.get());
            return text;
        } catch (SecretUnavailableException e) {
            if (wasOutdated) {
                outdated = true;
            }
            failure = e;
            throw e;
        }
    }

    private void know(Optional<String> now) {
        boolean isAnother = !readAt.equals(Instant.MIN) && !now.equals(text);
        text = now;
        readAt = triedAt;
        failure = null;
        if (isAnother) {
            changed.run();
        }
    }
}
