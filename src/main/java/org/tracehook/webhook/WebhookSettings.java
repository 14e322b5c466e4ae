package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracehook.config.Fault;
import org.tracehook.config.Secret;
import org.tracehook.config.Values;

/**
 * Who may deliver webhooks and what a delivery may ask for, read and checked.
 *
 * @param credentials what makes a delivery authentic
 * @param maxBodySize the longest body in bytes
 * @param paused whether every authentic delivery is answered with ignored
 * @param sites the Jiras whose deliveries are taken
 * @param explicitIntents the intents that a body may name
 * @param payloadContext the context values that such a body may fill
 */
public record WebhookSettings(
        Credentials credentials,
        long maxBodySize,
        boolean paused,
        ServedSites sites,
        List<String> explicitIntents,
        List<String> payloadContext) {

    private static final long FIVE_MEGABYTES = 5L << 20;
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");

    /** Reads the configured settings and reports every fault in them; a fault leaves a default in its place. */
    public static WebhookSettings read(
            WebhookConfig config, JiraConfig jira, RuntimeFacts process, Consumer<Fault> faults) {
        Values values = new Values(faults);
        return new WebhookSettings(
                credentials(config, process, values),
                values.size("tracehook.webhook.max-body-size", config.maxBodySize(), FIVE_MEGABYTES),
                values.flag("tracehook.paused", process.paused(), false),
                ServedSites.read(jira.site(), values),
                values.list(
                        "tracehook.webhook.explicit-intents",
                        config.explicitIntents().orElse(List.of())),
                values.list(
                        "tracehook.webhook.payload-context",
                        config.payloadContext().orElse(List.of())));
    }

    private static Credentials credentials(WebhookConfig config, RuntimeFacts process, Values values) {
        WebhookConfig.secrets(config)
                .forEach((property, secret) -> values.longEnough(property, secret, Secret.SHORTEST));
        return new Credentials(
                Stream.of(config.secret(), config.previousSecret())
                        .flatMap(Optional::stream)
                        .toList(),
                config.token(),
                tokenHeader(config.tokenHeader().map(String::strip).orElse("X-Webhook-Token"), values),
                process.isDevelopment() ? Optional.of(DevelopmentSecret.ofThisProcess()) : Optional.empty(),
                allowUnauthenticated(config, process, values));
    }

    private static boolean allowUnauthenticated(WebhookConfig config, RuntimeFacts process, Values values) {
        String property = "tracehook.webhook.allow-unauthenticated";
        boolean allowed = values.flag(property, config.allowUnauthenticated(), false);
        if (allowed && process.isLambda()) {
            values.report(property, "must be false on Lambda, where everybody can call");
        }
        return allowed;
    }

    private static String tokenHeader(String name, Values values) {
        if (!HEADER_NAME.matcher(name).matches() || name.equalsIgnoreCase(Signature.HEADER)) {
            values.report("tracehook.webhook.token-header", "must be the name of a header, other than X-Hub-Signature");
        }
        return name;
    }

    /**
     * The process that reads its settings.
     *
     * @param paused the setting {@code tracehook.paused}
     * @param isLambda whether it is a Lambda function
     * @param isDevelopment whether it is dev mode, which has a signing secret of its own
     */
    public record RuntimeFacts(Optional<String> paused, boolean isLambda, boolean isDevelopment) {}
}
