package org.tracehook.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tracehook.config.Secret;

/**
 * The signature of a delivery: {@code sha256=<64 hexadecimal digits>}, an HMAC over the body's exact bytes.
 *
 * <p>Format: Atlassian, "Jira Cloud webhooks", header {@code X-Hub-Signature}. It names its method; other methods than
 * sha256 are not accepted.
 */
public final class Signature {

    static final String HEADER = "x-hub-signature";
    private static final String METHOD = "sha256=";
    private static final int DIGITS = 64;

    private final byte[] mac;

    private Signature(byte[] mac) {
        this.mac = mac;
    }

    /** Reads the header's value; empty when it has not the form of a signature. */
    public static Optional<Signature> parse(String value) {
        if (!value.toLowerCase(Locale.ROOT).startsWith(METHOD) || value.length() != METHOD.length() + DIGITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Signature(HexFormat.of().parseHex(value, METHOD.length(), value.length())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The signature of these bytes by that secret. */
    public static Signature of(byte[] body, Secret secret) {
        return of(body, secret.text());
    }

    private static Signature of(byte[] body, String secret) {
        try {
            Mac hmac = Mac.getInstance("HmacSHA256");
            hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new Signature(hmac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    /**
     * Whether this is the signature of these bytes by that secret. The comparison takes the same time whatever the answer;
     * only a secret that has to be read again takes longer.
     *
     * @throws org.tracehook.config.SecretUnavailableException if the secret cannot be read
     */
    public boolean isOf(byte[] body, Secret secret) {
        return secret.matches(value -> MessageDigest.isEqual(of(body, value).mac, mac));
    }

    /** The header's value. */
    public String value() {
        return METHOD + HexFormat.of().formatHex(mac);
    }
}
