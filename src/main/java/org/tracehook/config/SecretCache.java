package org.tracehook.config;

import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads secrets from Secrets Manager and caches them; a text that holds several values is read once. */
public final class SecretCache {

    private final Map<SecretArn.SecretVersion, CachedSecret> texts = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Function<SecretArn.SecretVersion, Optional<String>> reading;

    /**
     * An empty cache.
     *
     * @param clock says how old a text is
     * @param reading gives the text of a version, empty if it has none; throws {@link SecretUnavailableException}
     */
    public SecretCache(Clock clock, Function<SecretArn.SecretVersion, Optional<String>> reading) {
        this.clock = Objects.requireNonNull(clock, "clock");
        this.reading = Objects.requireNonNull(reading, "reading");
    }

    /**
     * The value; empty for the previous one of a secret that was never changed.
     *
     * @throws SecretUnavailableException if it cannot be read, or is too short
     */
    Optional<String> value(SecretArn arn) {
        return of(arn).text().map(text -> checked(arn, text));
    }

    /**
     * Another value than the doubted one, if there is one by now.
     *
     * @throws SecretUnavailableException if it cannot be read, or is too short
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

    /** A new current text makes the one before it the previous: that is read again at its next use, however fresh. */
    private void outdateOthers(SecretArn.SecretVersion changed) {
        texts.forEach((version, text) -> {
            if (version.id().equals(changed.id()) && !version.equals(changed)) {
                text.outdate();
            }
        });
    }

    private static String checked(SecretArn arn, String text) {
        String value = arn.valueIn(text);
        if (value.length() < Secret.SHORTEST) {
            throw new SecretUnavailableException(arn + " must have " + Secret.SHORTEST + " characters or more");
        }
        return value;
    }
}
