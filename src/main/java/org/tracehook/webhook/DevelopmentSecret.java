package org.tracehook.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.tracehook.config.Secret;

/**
 * The random signing secret of a process in dev mode, whose gateway and page sign with it.
 *
 * <p>It outlives a live reload, because a delivery that was signed before the reload can arrive after it. A reload loads all
 * classes anew, so the secret is kept among the system properties, as bytes: no listing of properties shows it.
 */
public final class DevelopmentSecret {

    static final String KEY = DevelopmentSecret.class.getName();
    private static final int BYTES = 32;

    private DevelopmentSecret() {}

    /** The same at every call. */
    public static Secret ofThisProcess() {
        Object bytes = System.getProperties().computeIfAbsent(KEY, key -> random());
        return Secret.of(HexFormat.of().formatHex((byte[]) bytes));
    }

    private static byte[] random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
