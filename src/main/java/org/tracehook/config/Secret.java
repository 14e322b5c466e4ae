package org.tracehook.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.spi.CDI;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A value that is never printed. The configuration holds the value itself, or the ARN of a secret in AWS Secrets Manager. A
 * stored value is read when it is first used, and may change later; the ARN is never taken for the value.
 *
 * <p>Registered for reflection, since SmallRye Config looks up the method that makes a secret of a text.
 */
@RegisterForReflection
public final class Secret {

    /** How many characters a secret of ours must have: a shorter one can be guessed. */
    public static final int SHORTEST = 16;

    private final String configured;
    private final Supplier<SecretCache> cache;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    /** A secret with that value, or with that ARN: then the cache is asked for the value at each use. */
    public Secret(String configured, Supplier<SecretCache> cache) {
        this.configured = configured;
        this.cache = cache;
    }

    /** A secret with that value, or with that ARN. SmallRye Config looks for a method of this name first. */
    public static Secret of(String configured) {
        return new Secret(
                configured, () -> CDI.current().select(SecretCache.class).get());
    }

    /**
     * Reports a value that is too short: it could be guessed, or is an ordinary word too. Of a stored secret the ARN is
     * checked now, and the length when the value is read.
     *
     * @param property its full name
     * @param shortest how many characters a value must have
     */
    public void check(String property, int shortest, Faults faults) {
        if (isStored()) {
            if (SecretArn.parse(configured).isEmpty()) {
                faults.report(property, SecretArn.FORM);
            }
        } else if (configured.length() < shortest) {
            faults.report(property, "must have " + shortest + " characters or more");
        }
    }

    /** Whether both are configured with the same text, a value or an ARN. Reads nothing. */
    public boolean isConfiguredAs(Secret other) {
        return configured.equals(other.configured);
    }

    /** Whether an ARN is configured, so that the value is read from Secrets Manager. */
    public boolean isStored() {
        return configured.strip().startsWith("arn:");
    }

    /**
     * The current value.
     *
     * @throws SecretUnavailableException if the value is stored and cannot be read
     */
    public String text() {
        return isStored()
                ? announced(cache.get().value(arn()))
                        .orElseThrow(() -> new SecretUnavailableException(arn() + " has no value yet"))
                : configured;
    }

    /**
     * Whether the value passes the test. A stored value that does not is read again, at most once a minute, and the new one
     * is tested. A previous value that does not exist yet does not match.
     *
     * @throws SecretUnavailableException if the value is stored and cannot be read
     */
    public boolean matches(Predicate<String> test) {
        if (!isStored()) {
            return test.test(configured);
        }
        Optional<String> value = announced(cache.get().value(arn()));
        if (value.filter(test).isPresent()) {
            return true;
        }
        Optional<String> latest = announced(cache.get().refreshed(arn()));
        return !latest.equals(value) && latest.filter(test).isPresent();
    }

    /**
     * Whether the text is this secret. The comparison takes the same time whatever the text.
     *
     * @throws SecretUnavailableException if the value is stored and cannot be read
     */
    public boolean is(String text) {
        return matches(value -> MessageDigest.isEqual(Sha256.of(value), Sha256.of(text)));
    }

    /** Gives each value to the listener before anybody uses it: a literal now, a stored value when it is read. */
    public void announceTo(Consumer<String> listener) {
        if (isStored()) {
            listeners.add(listener);
        } else {
            listener.accept(configured);
        }
    }

    private Optional<String> announced(Optional<String> value) {
        value.ifPresent(known -> listeners.forEach(listener -> listener.accept(known)));
        return value;
    }

    private SecretArn arn() {
        return SecretArn.parse(configured)
                .orElseThrow(() -> new SecretUnavailableException("A secret " + SecretArn.FORM));
    }

    /** Hides value and ARN. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
