package org.tracehook.webhook;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.Size;
import org.tracehook.config.SettingConverters.Text;

/** Who may deliver webhooks, and what a delivery may ask for. */
@ConfigMapping(prefix = "tracehook.webhook")
public interface WebhookConfig {

    /** Harmless, and there unless the operator defines other intents. */
    String DEFAULT_EXPLICIT_INTENT = "review_code";

    /** The secret with which Jira signs deliveries (HMAC), 16 characters or more. */
    Optional<Secret> secret();

    /** The secret before the last change: deliveries signed with it are still accepted. */
    Optional<Secret> previousSecret();

    /** The static token that a Jira Automation rule sends, 16 characters or more. */
    Optional<Secret> token();

    /** The header in which the token arrives. */
    @WithDefault("X-Webhook-Token")
    String tokenHeader();

    /**
     * Whether dev mode's local gateway signs what this machine delivers unsigned, while neither a secret nor a token is
     * configured; {@code true} in dev mode. The function itself takes no unsigned delivery.
     */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean allowUnauthenticated();

    /** The longest body; Lambda itself takes 6 MB. */
    @WithDefault("5M")
    @WithConverter(Size.class)
    MemorySize maxBodySize();

    /** The intents that a body may ask for by name. */
    @WithDefault(DEFAULT_EXPLICIT_INTENT)
    Optional<List<@WithConverter(Text.class) String>> explicitIntents();

    /** The context values that a body which names its intent may fill. */
    @WithDefault("code_changes")
    Optional<List<@WithConverter(Text.class) String>> payloadContext();

    /** Every secret of this mapping that is set, by its property: what must be long enough, and never be logged. */
    static Map<String, Secret> secrets(WebhookConfig config) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        config.secret().ifPresent(secret -> secrets.put("tracehook.webhook.secret", secret));
        config.previousSecret().ifPresent(secret -> secrets.put("tracehook.webhook.previous-secret", secret));
        config.token().ifPresent(secret -> secrets.put("tracehook.webhook.token", secret));
        return secrets;
    }

    /** Reports secrets that are too short, and what must not be set. */
    static void check(WebhookConfig config, boolean isLambda, Faults faults) {
        secrets(config).forEach((property, secret) -> secret.check(property, Secret.SHORTEST, faults));
        if (config.allowUnauthenticated() && isLambda) {
            faults.report(
                    "tracehook.webhook.allow-unauthenticated", "must be false on Lambda, where everybody can call");
        }
        String header = config.tokenHeader();
        if (!header.matches("[A-Za-z0-9-]+") || header.equalsIgnoreCase(Signature.HEADER)) {
            faults.report("tracehook.webhook.token-header", "must be the name of a header, other than X-Hub-Signature");
        }
    }
}
