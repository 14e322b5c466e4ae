package org.tracehook.githost;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;

/** A private key of this test run, in both forms of PEM. */
public final class SampleKey {

    private static final KeyPair PAIR = pair();

    /** As GitHub gives it. */
    public static final String PKCS1 = pem("RSA PRIVATE KEY", pkcs1());

    /** As tools make it. */
    public static final String PKCS8 = pem("PRIVATE KEY", PAIR.getPrivate().getEncoded());

    private SampleKey() {}

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Java writes PKCS#8, whose first 26 bytes stand before the key itself in this size. */
    private static byte[] pkcs1() {
        byte[] pkcs8 = PAIR.getPrivate().getEncoded();
        return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
    }

    private static String pem(String type, byte[] content) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + lines + "\n-----END " + type + "-----\n";
    }

    /** Whether this key signed the token, with RS256. */
    static boolean signed(String jwt) {
        String[] parts = jwt.split("\\.");
        try {
            Signature check = Signature.getInstance("SHA256withRSA");
            check.initVerify(PAIR.getPublic());
            check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return check.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
