package org.tracehook.feedback;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Values;
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
        Map<String, Map<PipelineStatus, String>> transitions =
                new TransitionsReading(intents, values).read(config.transitions());
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
        if (length < Story.SHORTEST || length > LONGEST_POSSIBLE) {
            values.report(
                    PREFIX + "max-comment-length",
                    "must be a whole number from " + Story.SHORTEST + " to " + LONGEST_POSSIBLE);
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
}
