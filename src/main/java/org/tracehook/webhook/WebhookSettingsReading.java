package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tracehook.config.Fault;
import org.tracehook.config.Secret;
import org.tracehook.config.Values;

/** Reads the webhook's settings and reports every fault in them. */
public final class WebhookSettingsReading {

    private static final long FIVE_MEGABYTES = 5L << 20;
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]+");

    private final WebhookConfig config;
    private final Values values;

    public WebhookSettingsReading(WebhookConfig config, Consumer<Fault> faults) {
        this.config = config;
        this.values = new Values(faults);
    }

    /** The settings of this process; a fault leaves a default in its place. */
    public WebhookSettings read(Optional<String> paused, JiraConfig jira, Process process) {
        return new WebhookSettings(
                credentials(process),
                values.size("tracehook.webhook.max-body-size", config.maxBodySize(), FIVE_MEGABYTES),
                values.flag("tracehook.paused", paused, false),
                ServedSites.read(jira.site(), values),
                list("tracehook.webhook.explicit-intents", config.explicitIntents()),
                list("tracehook.webhook.payload-context", config.payloadContext()));
    }

    private Credentials credentials(Process process) {
        WebhookConfig.secrets(config)
                .forEach((property, secret) -> values.longEnough(property, secret, Secret.SHORTEST));
        return new Credentials(
                Stream.of(config.secret(), config.previousSecret())
                        .flatMap(Optional::stream)
                        .toList(),
                config.token(),
                tokenHeader(config.tokenHeader().map(String::strip).orElse("X-Webhook-Token")),
                process.isDevelopment() ? Optional.of(DevelopmentSecret.ofThisProcess()) : Optional.empty(),
                allowUnauthenticated(process));
    }

    private boolean allowUnauthenticated(Process process) {
        String property = "tracehook.webhook.allow-unauthenticated";
        boolean allowed = values.flag(property, config.allowUnauthenticated(), false);
        if (allowed && process.isLambda()) {
            values.report(property, "must be false on Lambda, where everybody can call");
        }
        return allowed;
    }

    private String tokenHeader(String name) {
        if (!HEADER_NAME.matcher(name).matches() || name.equalsIgnoreCase(Signature.HEADER)) {
            values.report("tracehook.webhook.token-header", "must be the name of a header, other than X-Hub-Signature");
        }
        return name;
    }

    private List<String> list(String property, Optional<List<String>> elements) {
        return values.list(property, elements.orElse(List.of()));
    }

    /**
     * The process that reads its settings.
     *
     * @param isLambda whether it is a Lambda function
     * @param isDevelopment whether it is dev mode, which has a signing secret of its own
     */
    public record Process(boolean isLambda, boolean isDevelopment) {}
}
