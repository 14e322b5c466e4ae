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
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;

/**
 * What is written back into Jira, and where.
 *
 * @param site the Jira
 * @param accountId of the account that writes, if it is configured
 * @param comments whether and how runs become comments
 * @param timeout for everything that is written for one run
 * @param transitions what to move issues to, by intent and the pipeline's status
 */
record FeedbackSettings(
        JiraSite site,
        Optional<String> accountId,
        CommentPolicy comments,
        Duration timeout,
        Map<String, Map<PipelineStatus, String>> transitions) {

    FeedbackSettings {
        transitions = Map.copyOf(transitions);
    }

    /**
     * The configured settings; empty when base URL or token is missing or faulty. Every fault is reported.
     *
     * @param intents those that there are
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    static Optional<FeedbackSettings> from(
            FeedbackConfig config, Set<String> intents, boolean onLambda, Consumer<Fault> faults) {
        Values values = new Values(faults);
        return new FeedbackReading(config, values).read(new SiteReading(config, onLambda, values).read(), intents);
    }

    /** Where the trace's issue is to be moved, if anywhere. */
    Optional<String> target(ExecutionTrace trace) {
        return Optional.ofNullable(trace.intentType())
                .map(transitions::get)
                .map(byStatus -> byStatus.get(trace.pipelineStatus()));
    }

    /** Names the site. */
    @Override
    public String toString() {
        return "FeedbackSettings[" + site + "]";
    }

    /**
     * Whether and how a run is written in a comment.
     *
     * @param again what a further run does about the comment of the one before
     * @param longest the most characters
     * @param logs where the log lines are, if there is a place
     */
    record CommentPolicy(Again again, int longest, Optional<LogsLink> logs) {

        CommentContent content(CompletedRun run) {
            return new CommentContent(
                    run.trace(), logs.map(link -> link.url(run.trace())).orElse(null), run.nextRunAt());
        }

        /** What a further run does about the comment of the one before. */
        enum Again {
            /** It is replaced. */
            UPDATE,
            /** It stays, and there is another one. */
            ADD,
            /** There are no comments. */
            NONE
        }
    }

    /** Reads everything but the site. */
    private record FeedbackReading(FeedbackConfig config, Values values) {

        private static final Pattern LENGTH = Pattern.compile("[0-9]{1,7}");

        /** Jira's own limit; its administrator can change it on Data Center. */
        private static final int LONGEST_COMMENT = 32_767;

        private static final int LONGEST_POSSIBLE = 1_000_000;
        private static final Duration TIMEOUT = Duration.ofSeconds(5);
        private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

        private Optional<FeedbackSettings> read(Optional<JiraSite> site, Set<String> intents) {
            CommentPolicy comments = new CommentPolicy(
                    again(), length(), LogsLink.read(SiteReading.PREFIX + "logs-url", config.logsUrl(), values));
            Duration timeout = timeout();
            Map<String, Map<PipelineStatus, String>> transitions = transitions(intents);
            Optional<String> account = config.accountId().map(String::strip).filter(id -> !id.isEmpty());
            return site.map(called -> new FeedbackSettings(called, account, comments, timeout, transitions));
        }

        private CommentPolicy.Again again() {
            return values.choice(SiteReading.PREFIX + "comment", config.comment(), CommentPolicy.Again.UPDATE);
        }

        private int length() {
            String text = config.maxCommentLength().map(String::strip).orElse(Integer.toString(LONGEST_COMMENT));
            int length = LENGTH.matcher(text).matches() ? Integer.parseInt(text) : 0;
            if (length < CommentContent.SHORTEST || length > LONGEST_POSSIBLE) {
                values.report(
                        SiteReading.PREFIX + "max-comment-length",
                        "must be a whole number from " + CommentContent.SHORTEST + " to " + LONGEST_POSSIBLE);
                return LONGEST_COMMENT;
            }
            return length;
        }

        private Duration timeout() {
            Duration timeout = values.duration(SiteReading.PREFIX + "timeout", config.timeout(), TIMEOUT);
            if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
                values.report(SiteReading.PREFIX + "timeout", "must be at most 1m");
                return TIMEOUT;
            }
            return timeout;
        }

        /** What is configured, by intent and by the status in which its pipeline ends. */
        private Map<String, Map<PipelineStatus, String>> transitions(Set<String> intents) {
            Map<String, Map<PipelineStatus, String>> all = new HashMap<>();
            config.transitions().forEach((intent, byStatus) -> {
                String property =
                        SiteReading.PREFIX + "transitions." + (intent.matches("[\\w-]+") ? intent : '"' + intent + '"');
                if (!intents.contains(intent)) {
                    values.report(
                            property,
                            "there is no intent '" + intent + "': use one of "
                                    + String.join(", ", new TreeSet<>(intents)));
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
}
