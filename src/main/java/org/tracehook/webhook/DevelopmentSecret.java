package org.tracehook.webhook;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.tracehook.config.Secret;

/**
 * A random signing secret of this process, for deliveries that a development process sends to itself or lets pass.
 *
 * <p>It must outlive dev mode's restarts with changed sources: a delivery signed before one arrives after it. All classes
 * are loaded anew then, so that the secret is kept among the system properties, as bytes: no text of a property shows it.
 */
final class DevelopmentSecret {

    static final String KEY = DevelopmentSecret.class.getName();
    private static final int BYTES = 32;

    private DevelopmentSecret() {}

    /** The same at every call. */
    static Secret ofThisProcess() {
        Object bytes = System.getProperties().computeIfAbsent(KEY, key -> random());
        return new Secret(HexFormat.of().formatHex((byte[]) bytes));
    }

    private static byte[] random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return random;
    }
}
