package org.tracehook.config;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The secrets that Secrets Manager keeps, each text of it read once however many values are in it. */
public final class SecretCache {

    /** A shorter one can be guessed, or is an ordinary word too. */
    static final int SHORTEST = 16;

    private final Map<SecretArn.Version, CachedSecret> texts = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Function<SecretArn.Version, Optional<String>> reading;

    /**
     * Nothing is read yet.
     *
     * @param clock tells how old a text is
     * @param reading the text of a version, empty if it has none; throws {@link SecretUnavailableException}
     */
    public SecretCache(Clock clock, Function<SecretArn.Version, Optional<String>> reading) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.reading = Objects.requireNonNull(reading, "reading");
    }

    /**
     * The value; empty for the previous one of a secret that was never changed.
     *
     * @throws SecretUnavailableException if it cannot be read, or is none that may be used
     */
    Optional<String> value(SecretArn arn) {
        return of(arn).text().map(text -> checked(arn, text));
    }

    /**
     * Another value than that one, if there is one by now.
     *
     * @throws SecretUnavailableException if it cannot be read, or is none that may be used
     */
    Optional<String> instead(SecretArn arn, String doubted) {
        Predicate<String> isDoubted = text -> checked(arn, text).equals(doubted);
        return of(arn).instead(isDoubted).map(text -> checked(arn, text));
    }

    private CachedSecret of(SecretArn arn) {
        return texts.computeIfAbsent(
                arn.version(),
                version -> new CachedSecret(clock, () -> reading.apply(version), () -> outdateOthers(version)));
    }

    /** With a new current text the one before has become the previous: nobody must wait for that to become old. */
    private void outdateOthers(SecretArn.Version changed) {
        texts.forEach((version, text) -> {
            if (version.id().equals(changed.id()) && !version.equals(changed)) {
                text.outdate();
            }
        });
    }

    private static String checked(SecretArn arn, String text) {
        String value = arn.valueIn(text);
        if (value.length() < SHORTEST) {
            throw new SecretUnavailableException(arn + " must have " + SHORTEST + " characters or more");
        }
        return value;
    }
}
