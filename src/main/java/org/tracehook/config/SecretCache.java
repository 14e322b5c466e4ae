package org.tracehook.config;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The texts that were read from Secrets Manager. Several values in one text, and several callers at once, read it once. */
public final class SecretCache {

    /** How long a text is used before it is read again. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    /** How long wrong signatures cause no other read, so that a flood of them causes no flood of reads. */
    private static final Duration REFRESHED = Duration.ofMinutes(1);

    /** How long after a failure an unknown text is not read, so that callers who waited do not all try again. */
    private static final Duration FAILED = Duration.ofSeconds(10);

    private final Map<SecretArn, Cached> texts = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Function<SecretArn, Optional<String>> reader;

    /**
     * An empty cache.
     *
     * @param clock says how old a text is
     * @param reader reads the text of an ARN without a key; empty if there is no previous version; throws
     *     {@link SecretUnavailableException}
     */
    public SecretCache(Clock clock, Function<SecretArn, Optional<String>> reader) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.reader = Objects.requireNonNull(reader, "reader");
    }

    /** The value, at most five minutes old; empty for the previous version of a secret that was never changed. */
    Optional<String> value(SecretArn arn) {
        return value(arn, FRESH, FAILED);
    }

    /** The value, at most a minute old. Throws for the rest of the minute if a read failed: nobody knows what changed. */
    Optional<String> refreshed(SecretArn arn) {
        return value(arn, REFRESHED, REFRESHED);
    }

    private Optional<String> value(SecretArn arn, Duration oldest, Duration pause) {
        SecretArn whole = arn.withoutKey();
        Cached cached = texts.computeIfAbsent(whole, any -> new Cached());
        synchronized (cached) {
            if (!isWithin(oldest, cached.readAt)) {
                if (isWithin(pause, cached.failedAt)) {
                    throw cached.failure;
                }
                read(whole, cached);
            }
            return cached.text.map(arn::valueIn);
        }
    }

    private void read(SecretArn arn, Cached cached) {
        Instant now = clock.instant();
        try {
            Optional<String> text = reader.apply(arn);
            if (!cached.readAt.equals(Instant.MIN) && !cached.text.equals(text)) {
                // When the current version changes, the previous one does too, however short ago it was read.
                texts.keySet().removeIf(other -> other.id().equals(arn.id()) && !other.equals(arn));
            }
            cached.text = text;
            cached.readAt = now;
            cached.failedAt = Instant.MIN;
        } catch (SecretUnavailableException e) {
            cached.failure = e;
            cached.failedAt = now;
            throw e;
        }
    }

    /** False for a moment in the future, which a clock that was set back leaves behind. */
    private boolean isWithin(Duration limit, Instant moment) {
        Duration age = Duration.between(moment, clock.instant());
        return !age.isNegative() && age.compareTo(limit) < 0;
    }

    /** A text, and the last failure to read it. Has no {@code toString} that shows them. */
    private static final class Cached {
        private Optional<String> text = Optional.empty();
        private Instant readAt = Instant.MIN;
        private SecretUnavailableException failure;
        private Instant failedAt = Instant.MIN;
    }
}
