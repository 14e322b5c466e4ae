package org.tracehook.feedback;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
import org.tracehook.feedback.FeedbackSettings.CommentPolicy;
import org.tracehook.trace.PipelineStatus;

/** Reads what is to be written back from the configuration and reports every fault in it. */
final class FeedbackReading {

    static final String PREFIX = "tracehook.feedback.";
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");

    /** Jira's own limit; its administrator can change it on Data Center. */
    private static final int LONGEST_COMMENT = 32_767;

    private static final int LONGEST_POSSIBLE = 1_000_000;
    private static final Values.Span TIMEOUT = new Values.Span(Duration.ofSeconds(5), Duration.ofDays(1));
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final FeedbackConfig config;
    private final boolean onLambda;
    private final Values values;

    /**
     * Reads that configuration.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    FeedbackReading(FeedbackConfig config, boolean onLambda, Consumer<Fault> faults) {
        this.config = config;
        this.onLambda = onLambda;
        this.values = new Values(faults);
    }

    /** What is configured, for those intents; empty when base URL or token is missing or faulty. */
    Optional<FeedbackSettings> read(Set<String> intents) {
        Optional<JiraSite> site = new SiteReading(config, onLambda, values).read();
        CommentPolicy comments =
                new CommentPolicy(again(), length(), LogsLink.read(PREFIX + "logs-url", config.logsUrl(), values));
        Duration timeout = timeout();
        Map<String, Map<PipelineStatus, String>> transitions = transitions(intents);
        Optional<String> account = config.accountId().map(String::strip).filter(id -> !id.isEmpty());
        return site.map(called -> new FeedbackSettings(called, account, comments, timeout, transitions));
    }

    private CommentPolicy.Again again() {
        return values.choice(
                PREFIX + "comment", config.comment(), CommentPolicy.Again.UPDATE, CommentPolicy.Again.values());
    }

    private int length() {
        String text = config.maxCommentLength().map(String::strip).orElse(Integer.toString(LONGEST_COMMENT));
        int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (length < CommentContent.SHORTEST || length > LONGEST_POSSIBLE) {
            values.report(
                    PREFIX + "max-comment-length",
                    "must be a whole number from " + CommentContent.SHORTEST + " to " + LONGEST_POSSIBLE);
            return LONGEST_COMMENT;
        }
        return length;
    }

    private Duration timeout() {
        Duration timeout = values.duration(PREFIX + "timeout", config.timeout(), TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            values.report(PREFIX + "timeout", "must be at most 1m");
            return TIMEOUT.fallback();
        }
        return timeout;
    }

    /** What is configured, by intent and by the status in which its pipeline ends. */
    private Map<String, Map<PipelineStatus, String>> transitions(Set<String> intents) {
        Map<String, Map<PipelineStatus, String>> all = new HashMap<>();
        config.transitions().forEach((intent, byStatus) -> {
            String property = PREFIX + "transitions." + (intent.matches("[\\w-]+") ? intent : '"' + intent + '"');
            if (!intents.contains(intent)) {
                values.report(
                        property,
                        "there is no intent '" + intent + "': use one of " + String.join(", ", new TreeSet<>(intents)));
            }
            all.put(intent, byStatus(property + ".", Values.texts(byStatus)));
        });
        return all;
    }

    private Map<PipelineStatus, String> byStatus(String prefix, Map<String, String> configured) {
        Map<PipelineStatus, String> targets = new EnumMap<>(PipelineStatus.class);
        configured.forEach((name, target) -> status(prefix, name).ifPresent(status -> {
            if (targets.put(status, target.strip()) != null) {
                values.report(prefix + name, "is there twice: take one out");
            }
            if (target.isBlank()) {
                values.report(prefix + name, "is empty: name the status to be reached");
            }
        }));
        return targets;
    }

    private Optional<PipelineStatus> status(String prefix, String name) {
        Optional<PipelineStatus> status = Arrays.stream(PipelineStatus.values())
                .filter(one -> one.isTerminal() && one.name().equalsIgnoreCase(name))
                .findFirst();
        if (status.isEmpty()) {
            values.report(
                    prefix + name,
                    "'" + name + "' is no status in which a pipeline ends: use one of success, partial, failed");
        }
        return status;
    }
}
