package org.tracehook.app;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.config.Fault;

/**
 * Finds properties and environment variables of Tracehook that nothing reads: a misspelt one would have no effect.
 *
 * <p>SmallRye Config checks files alone, with a message of its own, so its check is switched off. Where a pattern becomes an
 * expression, digits stand for its variable parts: no name has digits.
 */
public final class KnownProperties {

    private static final String UNKNOWN = "is unknown: correct the name or take it out";
    private static final String FOR_FILES =
            "is no environment variable: rules, intents and agents belong into config/application.properties";

    /** Every property: {@code [*]} stands for an index, {@code *} for a name of the operator's choice. */
    static final List<String> PATTERNS = List.of(
            "tracehook.acknowledge.endpoint-override",
            "tracehook.deadline.ceiling",
            "tracehook.deadline.reserve",
            "tracehook.delivery.accept-duplicates",
            "tracehook.delivery.max-age",
            "tracehook.development.paths",
            "tracehook.execution",
            "tracehook.feedback.account-id",
            "tracehook.feedback.base-url",
            "tracehook.feedback.comment",
            "tracehook.feedback.deployment",
            "tracehook.feedback.email",
            "tracehook.feedback.logs-url",
            "tracehook.feedback.max-comment-length",
            "tracehook.feedback.timeout",
            "tracehook.feedback.token",
            "tracehook.feedback.transitions.*.*",
            "tracehook.intents.*.required",
            "tracehook.intents.*.tasks[*].agent",
            "tracehook.intents.*.tasks[*].task",
            "tracehook.intents.*.tasks[*].timeout",
            "tracehook.jira.site",
            "tracehook.limits.runs-per-issue-per-hour",
            "tracehook.local-gateway.port",
            "tracehook.paused",
            "tracehook.remote-agents.*.config.*",
            "tracehook.remote-agents.*.retries",
            "tracehook.remote-agents.*.timeout",
            "tracehook.remote-agents.*.token",
            "tracehook.remote-agents.*.url",
            "tracehook.review.disabled",
            "tracehook.review.include-shipped",
            "tracehook.review.rules[*].category",
            "tracehook.review.rules[*].globs",
            "tracehook.review.rules[*].id",
            "tracehook.review.rules[*].max-length",
            "tracehook.review.rules[*].message",
            "tracehook.review.rules[*].pattern",
            "tracehook.secrets.endpoint-override",
            "tracehook.store.endpoint-override",
            "tracehook.store.table",
            "tracehook.store.ttl",
            "tracehook.store.type",
            "tracehook.testing.command",
            "tracehook.testing.environment",
            "tracehook.testing.reports",
            "tracehook.testing.timeout",
            "tracehook.testing.variables.*",
            "tracehook.traces.token",
            "tracehook.triggers[*].actors",
            "tracehook.triggers[*].code-from",
            "tracehook.triggers[*].context.*",
            "tracehook.triggers[*].enabled",
            "tracehook.triggers[*].events",
            "tracehook.triggers[*].from-status",
            "tracehook.triggers[*].ignore-actors",
            "tracehook.triggers[*].intent",
            "tracehook.triggers[*].issue-types",
            "tracehook.triggers[*].labels",
            "tracehook.triggers[*].name",
            "tracehook.triggers[*].projects",
            "tracehook.triggers[*].to-status",
            "tracehook.viewer.port",
            "tracehook.webhook.allow-unauthenticated",
            "tracehook.webhook.explicit-intents",
            "tracehook.webhook.max-body-size",
            "tracehook.webhook.payload-context",
            "tracehook.webhook.previous-secret",
            "tracehook.webhook.secret",
            "tracehook.webhook.token",
            "tracehook.webhook.token-header",
            "tracehook.workspace.allow-local-repository",
            "tracehook.workspace.author-email",
            "tracehook.workspace.author-name",
            "tracehook.workspace.base-branch",
            "tracehook.workspace.branch-pattern",
            "tracehook.workspace.max-checkout-size",
            "tracehook.workspace.max-diff-file-size",
            "tracehook.workspace.max-fetch-size",
            "tracehook.workspace.password",
            "tracehook.workspace.repository",
            "tracehook.workspace.username");

    private static final String FOR_FILES_ONLY =
            "TRACEHOOK_(?:TRIGGERS|INTENTS|REVIEW|REMOTE_AGENTS|TESTING_VARIABLES|FEEDBACK_TRANSITIONS)_.*";

    private static final List<String> PLAIN =
            PATTERNS.stream().filter(pattern -> !pattern.contains("*")).toList();

    private static final List<String> VARIABLES =
            PLAIN.stream().map(Fault::environmentVariable).toList();

    private KnownProperties() {}

    /** Reports what is unknown among the names of properties and of environment variables; those of others pass. */
    public static void check(Iterable<String> properties, Set<String> variables, Consumer<Fault> faults) {
        for (String property : properties) {
            if (property.startsWith("tracehook.")
                    && !PLAIN.contains(property)
                    && !Varying.PROPERTY.matcher(property).matches()
                    && !variables.contains(Fault.environmentVariable(property))) {
                faults.accept(new Fault(property, UNKNOWN));
            }
        }
        for (String name : variables) {
            if (name.startsWith("TRACEHOOK_") && !VARIABLES.contains(name)) {
                faults.accept(new Fault(name, name.matches(FOR_FILES_ONLY) ? FOR_FILES : UNKNOWN));
            }
        }
    }

    /** Compiled for the first name that is no plain property: most functions have none. */
    private static final class Varying {
        static final Pattern PROPERTY = Pattern.compile(PATTERNS.stream()
                .map(pattern -> Pattern.quote(pattern.replace("[*]", "[9]").replace("*", "8")))
                .map(quoted -> quoted.replace("9", "\\E\\d+\\Q").replace("8", "\\E(?:\"[^\"]+\"|[^.\\[\\]]+)\\Q"))
                .collect(Collectors.joining("|", "(?:", ")(?:\\[\\d+])?")));
    }
}
