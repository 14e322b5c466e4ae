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

    /** The secret with which the local gateway signs; empty when it does not, as where Jira's are configured. */
    public Optional<Secret> localSecret() {
        return developmentSecret.filter(secret -> signsLocal && secrets.isEmpty() && token.isEmpty());
    }

    /** Whether nothing that is delivered can be authentic. */
    public boolean refusesEverything() {
        return secrets.isEmpty() && token.isEmpty() && localSecret().isEmpty();
    }
}
