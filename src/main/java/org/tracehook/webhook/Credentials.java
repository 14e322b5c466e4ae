package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import org.tracehook.config.Secret;

/**
 * What makes a delivery authentic.
 *
 * @param secrets the configured signing secrets, the current one first
 * @param token the configured static token
 * @param tokenHeader the header in which the token arrives
 * @param loopbackUnsigned whether unsigned deliveries addressed to loopback are accepted
 * @param loopbackSecret the secret of a development process, good for deliveries addressed to loopback alone
 */
record Credentials(
        List<Secret> secrets,
        Optional<Secret> token,
        String tokenHeader,
        boolean loopbackUnsigned,
        List<Secret> loopbackSecret) {

    Credentials {
        secrets = List.copyOf(secrets);
        loopbackSecret = List.copyOf(loopbackSecret);
    }

    /** Whether nothing can be authentic. */
    boolean refusesEverything() {
        return secrets.isEmpty() && token.isEmpty() && !loopbackUnsigned;
    }
}
