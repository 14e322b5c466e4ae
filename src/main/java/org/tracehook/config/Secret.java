package org.tracehook.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.spi.CDI;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A value that must never be printed. The configuration holds the value itself, or the ARN under which Secrets Manager
 * stores it. {@code toString} hides it.
 *
 * <p>A stored value is read when it is used first, and may change later; its ARN never passes for it. Registered for
 * reflection, since configuration converts texts to secrets through the constructor.
 */
@RegisterForReflection
public final class Secret {

    /** How many characters a secret of ours must have: a shorter one can be guessed. */
    public static final int SHORTEST = 16;

    private final SecretSource source;
    private final UnaryOperator<String> change;

    /** The secret that the text is, or whose ARN it is; SmallRye Config calls this for properties of this type. */
    public Secret(String text) {
        this(text, () -> CDI.current().select(SecretCache.class).get());
    }

    /** The secret that the text is, or whose ARN it is; the cache is asked for when a stored value is used. */
    public Secret(String text, Supplier<SecretCache> cache) {
        this(
                text.strip().startsWith(SecretArn.BEGINNING)
                        ? new SecretSource.Stored(text, cache)
                        : new SecretSource.Literal(text),
                UnaryOperator.identity());
    }

    private Secret(SecretSource source, UnaryOperator<String> change) {
        this.source = source;
        this.change = change;
    }

    /**
     * What is wrong with it, as far as that shows before its first use: the shape of an ARN, or the length of a value.
     *
     * @param shortest how many characters the value must have
     */
    public Optional<String> problem(int shortest) {
        return source.problem(shortest);
    }

    /** Whether Secrets Manager stores the value, which is then read when it is used. */
    public boolean isStored() {
        return source instanceof SecretSource.Stored;
    }

    /**
     * The value as it is now.
     *
     * @throws SecretUnavailableException if it is stored and cannot be read
     */
    public String text() {
        return source.value()
                .map(change)
                .orElseThrow(() -> new SecretUnavailableException("The secret has no value yet"));
    }

    /**
     * Whether the value passes, or the one that has replaced it since it was read. A previous value that does not exist
     * passes nothing.
     *
     * @throws SecretUnavailableException if it is stored and cannot be read
     */
    public boolean passes(Predicate<String> test) {
        Predicate<String> changed = value -> test.test(change.apply(value));
        Optional<String> value = source.value();
        return value.filter(changed).isPresent()
                || value.flatMap(source::instead).filter(changed).isPresent();
    }

    /**
     * Whether the text is this secret; takes the same time whatever the text, its length included.
     *
     * @throws SecretUnavailableException if it is stored and cannot be read
     */
    public boolean is(String text) {
        return passes(value -> MessageDigest.isEqual(Sha256.of(value), Sha256.of(text)));
    }

    /** A secret made of this one's value whenever it is used, such as a header. */
    public Secret map(UnaryOperator<String> next) {
        return new Secret(source, value -> next.apply(change.apply(value)));
    }

    /** Passes every value to a listener that must know them to hide them: at once if it is written, else before its use. */
    public void tell(Consumer<String> listener) {
        source.tell(value -> listener.accept(change.apply(value)));
    }

    /** Whether it is written the same way. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && source.equals(that.source) && change.equals(that.change);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
