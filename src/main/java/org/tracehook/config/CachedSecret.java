package org.tracehook.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A text that is read where it is kept when it is used first, when it has become old, and when it is doubted.
 *
 * <p>However often it is asked for, and by whomever, it is not read more often than the limits here say.
 */
final class CachedSecret {

    /** How long a text is used before it is read again. */
    static final Duration FRESH = Duration.ofMinutes(5);

    /** A text that was read so lately is not doubted: who sends wrong signatures must not make us ask each time. */
    static final Duration CERTAIN = Duration.ofMinutes(1);

    /** What could not be read is not tried again so soon: those who wait for the first try must not add theirs. */
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
     * The text that {@code reading} gives, nothing if there is none.
     *
     * @param reading throws {@link SecretUnavailableException}
     * @param changed is told when it is another one than before
     */
    CachedSecret(Clock clock, Supplier<Optional<String>> reading, Runnable changed) {
        this.clock = clock;
        this.reading = reading;
        this.changed = changed;
    }

    /** Has it read again at its next use. Waits for nobody, since who calls holds another text. */
    void outdate() {
        outdated = true;
    }

    /**
     * The text, read now if it is not known or old.
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
     * Another text than the doubted one, read now if that is what is known and not certain; empty if there is no other.
     *
     * @param isDoubted whether a text is the doubted one
     * @throws SecretUnavailableException if it cannot be read, or could not be so lately that it is not tried again: nobody
     *     knows then whether there is another
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

    /** Also with a clock that was set back. */
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
