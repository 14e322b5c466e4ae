package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import org.tracehook.config.Secret;

/**
 * The secrets and the token by which deliveries are known to be authentic.
 *
 * @param secrets the configured signing secrets, the current one first
 * @param token the configured static token
 * @param tokenHeader the header in which the token arrives
 * @param developmentSecret the signing secret of a development process; empty for any other
 * @param signsLocal whether a development process signs what this machine delivers unsigned
 */
public record Credentials(
        List<Secret> secrets,
        Optional<Secret> token,
        String tokenHeader,
        Optional<Secret> developmentSecret,
        boolean signsLocal) {

    public Credentials {
        secrets = List.copyOf(secrets);
    }

    /** The secret with which dev mode's gateway signs; empty when it does not sign, as where a secret of Jira is configured. */
    public Optional<Secret> localSecret() {
        return developmentSecret.filter(secret -> signsLocal && secrets.isEmpty() && token.isEmpty());
    }

    /** Whether every delivery is refused. */
    public boolean refusesEverything() {
        return secrets.isEmpty() && token.isEmpty() && localSecret().isEmpty();
    }
}
