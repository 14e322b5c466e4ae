package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;

/**
 * Who may deliver webhooks and what a delivery may ask for, checked.
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

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");

    /** The configured settings; what does not go together is reported. */
    public static WebhookSettings from(WebhookConfig config, JiraConfig jira, RuntimeFacts process, Faults faults) {
        return new WebhookSettings(
                credentials(config, process, faults),
                config.maxBodySize().asLongValue(),
                process.paused(),
                ServedSites.from(jira.site().orElse(List.of()), faults),
                config.explicitIntents().orElse(List.of()),
                config.payloadContext().orElse(List.of()));
    }

    private static Credentials credentials(WebhookConfig config, RuntimeFacts process, Faults faults) {
        WebhookConfig.secrets(config).forEach((property, secret) -> secret.check(property, Secret.SHORTEST, faults));
        if (config.allowUnauthenticated() && process.isLambda()) {
            faults.report(
                    "tracehook.webhook.allow-unauthenticated", "must be false on Lambda, where everybody can call");
        }
        String header = config.tokenHeader();
        if (!HEADER_NAME.matcher(header).matches() || header.equalsIgnoreCase(Signature.HEADER)) {
            faults.report("tracehook.webhook.token-header", "must be the name of a header, other than X-Hub-Signature");
        }
        return new Credentials(
                Stream.of(config.secret(), config.previousSecret())
                        .flatMap(Optional::stream)
                        .toList(),
                config.token(),
                header,
                process.isDevelopment() ? Optional.of(DevelopmentSecret.ofThisProcess()) : Optional.empty(),
                config.allowUnauthenticated());
    }

    /**
     * The process that reads its settings.
     *
     * @param paused the setting {@code tracehook.paused}
     * @param isLambda whether it is a Lambda function
     * @param isDevelopment whether it is dev mode, which has a signing secret of its own
     */
    public record RuntimeFacts(boolean paused, boolean isLambda, boolean isDevelopment) {}
}
