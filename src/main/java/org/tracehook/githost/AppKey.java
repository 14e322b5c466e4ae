package org.tracehook.githost;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The private key of a GitHub App, which signs the tokens by which the App says who it is. */
final class AppKey {

    /** GitHub gives PKCS#1 (BEGIN RSA PRIVATE KEY); tools make PKCS#8 of it (BEGIN PRIVATE KEY). */
    private static final Pattern PEM =
            Pattern.compile("(?s)\\s*-----BEGIN (RSA )?PRIVATE KEY-----(.*)-----END \\1?PRIVATE KEY-----\\s*");

    /** PrivateKeyInfo of RFC 5208 for rsaEncryption up to the key: version 0, and the algorithm without parameters. */
    private static final byte[] RSA = {
        0x02,
        0x01,
        0x00,
        0x30,
        0x0d,
        0x06,
        0x09,
        0x2a,
        (byte) 0x86,
        0x48,
        (byte) 0x86,
        (byte) 0xf7,
        0x0d,
        0x01,
        0x01,
        0x01,
        0x05,
        0x00
    };

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    /** GitHub takes ten minutes at most, and its clock may be behind ours. */
    private static final int SECONDS_BEFORE = 60;

    private static final int SECONDS_AFTER = 540;

    private final PrivateKey key;

    private AppKey(PrivateKey key) {
        this.key = key;
    }

    /**
     * Reads a key in PEM. The ends of its lines may be blanks, or {@code \n} written out, as variables often have them.
     *
     * @throws IllegalArgumentException if it is none; the message shows nothing of it
     */
    static AppKey of(String pem) {
        Matcher parts = PEM.matcher(pem.replace("\\n", "\n"));
        if (!parts.matches()) {
            throw new IllegalArgumentException("must be a private key in PEM, as GitHub gives it for download");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(parts.group(2).replaceAll("\\s", ""));
            byte[] pkcs8 = parts.group(1) == null ? bytes : tagged(SEQUENCE, joined(RSA, tagged(OCTET_STRING, bytes)));
            return new AppKey(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            // The cause is dropped: it may quote the key.
            throw new IllegalArgumentException("is a damaged key: give the whole file that GitHub gave for download");
        }
    }

    /** The content with its tag and length in DER. */
    private static byte[] tagged(int tag, byte[] content) {
        int length = content.length;
        byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                        ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                        : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return joined(head, content);
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = new byte[one.length + other.length];
        System.arraycopy(one, 0, both, 0, one.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** A JSON Web Token (RFC 7519) of the App, signed with RS256, that holds from a minute ago for ten minutes. */
    String jwt(String appId, Instant now) {
        long at = now.getEpochSecond();
        String claims = "{\"iat\":" + (at - SECONDS_BEFORE) + ",\"exp\":" + (at + SECONDS_AFTER) + ",\"iss\":\"" + appId
                + "\"}";
        String signed = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + base64(claims);
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key cannot sign", e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hides the key. */
    @Override
    public String toString() {
        return "AppKey";
    }
}
