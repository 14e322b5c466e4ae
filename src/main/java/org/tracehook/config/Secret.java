package org.tracehook.config;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * A configured value that must never be printed: {@code toString} hides it.
 *
 * <p>Registered for reflection, since configuration converts texts to it through its constructor.
 */
@RegisterForReflection
public final class Secret {

    private final byte[] value;

    /** Wraps the value; SmallRye Config calls this for properties of this type. */
    public Secret(String value) {
        this.value = value.getBytes(StandardCharsets.UTF_8);
    }

    /** The value as UTF-8, a copy. */
    public byte[] bytes() {
        return value.clone();
    }

    /** Whether the text is this secret; takes the same time whatever the text, its length included. */
    public boolean is(String text) {
        return MessageDigest.isEqual(digest(value), digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The number of characters. */
    public int length() {
        return new String(value, StandardCharsets.UTF_8).length();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
