package org.tracehook.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.inject.spi.CDI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A value that must never be printed, written into the configuration or kept by Secrets Manager under the ARN that is
 * written there: {@code toString} hides it.
 *
 * <p>A kept value is read when it is used first, and may become another one; nobody can take its ARN for it. Registered for
 * reflection, since configuration converts texts to it through its constructor.
 */
@RegisterForReflection
public final class Secret {

    /** How many characters a secret of ours must have: a shorter one can be guessed. */
    public static final int SHORTEST = 16;

    private final SecretSource source;

    /** The secret that the text is, or whose ARN it is; SmallRye Config calls this for properties of this type. */
    public Secret(String text) {
        this(text, () -> CDI.current().select(SecretCache.class).get());
    }

    /** The secret that the text is, or whose ARN it is, with what reads it then. */
    public Secret(String text, Supplier<SecretCache> kept) {
        this(text.strip().startsWith(SecretArn.BEGINNING) ? new KeptSource(text, kept) : new WrittenSource(text));
    }

    private Secret(SecretSource source) {
        this.source = source;
    }

    /**
     * What can be told to be wrong with it before it is used.
     *
     * @param shortest how many characters it must have
     */
    public Optional<String> problem(int shortest) {
        return source.problem(shortest);
    }

    /** Whether its value is to be read elsewhere when it is used. */
    public boolean isKeptElsewhere() {
        return source.isKeptElsewhere();
    }

    /**
     * The value as it is now.
     *
     * @throws SecretUnavailableException if it is kept elsewhere and cannot be had
     */
    public String text() {
        return source.value().orElseThrow(() -> new SecretUnavailableException("The secret has no value yet"));
    }

    /**
     * The value as it is now, as UTF-8.
     *
     * @throws SecretUnavailableException if it is kept elsewhere and cannot be had
     */
    public byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether the value passes, or the one that has taken its place since it was read. A previous value that is not there
     * passes nothing.
     *
     * @throws SecretUnavailableException if it is kept elsewhere and cannot be had
     */
    public boolean passes(Predicate<String> test) {
        Optional<String> value = source.value();
        return value.filter(test).isPresent()
                || value.flatMap(source::instead).filter(test).isPresent();
    }

    /**
     * Whether the text is this secret; takes the same time whatever the text, its length included.
     *
     * @throws SecretUnavailableException if it is kept elsewhere and cannot be had
     */
    public boolean is(String text) {
        return passes(value -> MessageDigest.isEqual(digest(value), digest(text)));
    }

    /** What is made of this secret's value whenever that is used, such as a header. */
    public Secret map(UnaryOperator<String> change) {
        return new Secret(new ChangedSource(source, change));
    }

    /** Tells every value to who must know them to hide them: at once if it is written, else before it is used. */
    public void tell(Consumer<String> listener) {
        source.tell(listener);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    /** Whether it is written the same way. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && source.equals(that.source);
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
