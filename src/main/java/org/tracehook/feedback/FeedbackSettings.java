package org.tracehook.feedback;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tracehook.config.Faults;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.feedback.FeedbackConfig.Again;
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
            FeedbackConfig config, Set<String> intents, boolean onLambda, Faults faults) {
        Optional<JiraSite> site = new SiteReading(config, onLambda, faults).read();
        CommentPolicy comments =
                new CommentPolicy(config.comment(), config.maxCommentLength(), LogsLink.from(config.logsUrl(), faults));
        Map<String, Map<PipelineStatus, String>> transitions = new HashMap<>();
        config.transitions().forEach((intent, byStatus) -> {
            String property =
                    "tracehook.feedback.transitions." + (intent.matches("[\\w-]+") ? intent : '"' + intent + '"');
            if (!intents.contains(intent)) {
                faults.report(
                        property,
                        "there is no intent '" + intent + "': use one of " + String.join(", ", new TreeSet<>(intents)));
            }
            transitions.put(intent, byStatus(property + ".", byStatus, faults));
        });
        return site.map(
                called -> new FeedbackSettings(called, config.accountId(), comments, config.timeout(), transitions));
    }

    private static Map<PipelineStatus, String> byStatus(String prefix, Map<String, String> configured, Faults faults) {
        Map<PipelineStatus, String> targets = new EnumMap<>(PipelineStatus.class);
        configured.forEach((name, target) -> status(prefix + name, name, faults).ifPresent(status -> {
            if (targets.put(status, target.strip()) != null) {
                faults.report(prefix + name, "is there twice: take one out");
            }
            if (target.isBlank()) {
                faults.report(prefix + name, "is empty: name the status to be reached");
            }
        }));
        return targets;
    }

    private static Optional<PipelineStatus> status(String property, String name, Faults faults) {
        Optional<PipelineStatus> status = Arrays.stream(PipelineStatus.values())
                .filter(one -> one.isTerminal() && one.name().equalsIgnoreCase(name))
                .findFirst();
        if (status.isEmpty()) {
            faults.report(
                    property,
                    "'" + name + "' is no status in which a pipeline ends: use one of success, partial, failed");
        }
        return status;
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
    }
}
