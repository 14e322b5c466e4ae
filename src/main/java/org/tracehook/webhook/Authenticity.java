package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracehook.config.Secret;
import org.tracehook.delivery.Delivery;

/**
 * Decides whether the sender of a delivery has a configured secret or token.
 *
 * <p>Where there is a signature, it alone decides: a wrong one is refused even when the token is right.
 */
public final class Authenticity {

    private static final String SET_SECRET =
            "set tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET), and the same secret in Jira's webhook.";

    private final WebhookConfig config;
    private final List<Secret> secrets;
    private final Optional<Secret> developmentSecret;

    /**
     * Knows the configured secrets and token.
     *
     * @param developmentSecret the signing secret of a development process; empty for any other
     */
    public Authenticity(WebhookConfig config, Optional<Secret> developmentSecret) {
        this.config = config;
        this.secrets = Stream.of(config.secret(), config.previousSecret())
                .flatMap(Optional::stream)
                .toList();
        this.developmentSecret = developmentSecret;
    }

    /** The secret with which dev mode's gateway signs; empty when it does not sign, as where a secret of Jira is configured. */
    public Optional<Secret> localSecret() {
        return developmentSecret.filter(secret -> config.allowUnauthenticated() && nothingIsConfigured());
    }

    /** Whether every delivery is refused. */
    public boolean refusesEverything() {
        return nothingIsConfigured() && localSecret().isEmpty();
    }

    private boolean nothingIsConfigured() {
        return secrets.isEmpty() && config.token().isEmpty();
    }

    /** Why the delivery is refused and what to do; empty when it is authentic. */
    public Optional<String> refusal(Delivery delivery) {
        List<String> signatures = delivery.headers().all(Signature.HEADER);
        if (!signatures.isEmpty()) {
            return bySignature(delivery, signatures);
        }
        List<String> tokens = delivery.headers().all(config.tokenHeader());
        if (!tokens.isEmpty() && config.token().isPresent()) {
            return byToken(tokens, config.token().get());
        }
        return unsigned();
    }

    private Optional<String> bySignature(Delivery delivery, List<String> values) {
        if (values.size() > 1 || values.get(0).contains(",")) {
            return refused("The delivery has more than one signature: send one X-Hub-Signature header.");
        }
        Optional<Signature> signature = Signature.parse(values.get(0));
        if (signature.isEmpty()) {
            return refused("X-Hub-Signature must read sha256= and 64 hexadecimal digits.");
        }
        if (Stream.concat(secrets.stream(), developmentSecret.stream())
                .anyMatch(secret -> signature.get().isOf(delivery.body(), secret))) {
            return Optional.empty();
        }
        if (secrets.isEmpty()) {
            return refused("The delivery is signed, but no secret is configured: " + SET_SECRET);
        }
        return refused("The signature does not fit the body: check that Jira's webhook has the secret of "
                + "tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET) and that nothing on the way changes the body.");
    }

    private static Optional<String> byToken(List<String> values, Secret token) {
        if (values.size() == 1 && token.is(values.get(0))) {
            return Optional.empty();
        }
        return refused("The token is wrong: send the value of tracehook.webhook.token (TRACEHOOK_WEBHOOK_TOKEN).");
    }

    private Optional<String> unsigned() {
        if (localSecret().isPresent()) {
            return refused("The delivery is not signed. Dev mode signs what this machine delivers to "
                    + "http://localhost:8080 (tracehook.local-gateway.port); for any other, " + SET_SECRET);
        }
        if (nothingIsConfigured()) {
            return refused("Every delivery is refused, since no secret is configured: " + SET_SECRET);
        }
        return refused("The delivery is not signed: give Jira's webhook the secret of tracehook.webhook.secret "
                + "(TRACEHOOK_WEBHOOK_SECRET), or send the token of tracehook.webhook.token "
                + "(TRACEHOOK_WEBHOOK_TOKEN) in " + config.tokenHeader() + ".");
    }

    private static Optional<String> refused(String why) {
        return Optional.of(why);
    }
}
