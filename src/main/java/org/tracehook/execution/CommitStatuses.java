package org.tracehook.execution;

import java.time.Duration;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.CommitStatus;
import org.tracehook.githost.GitHost;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.orchestrator.PipelineResult.PipelineOutcome;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.Scrubber;

/** Gives the commit of a run the status with which the run ended. A failure is one line in the log and changes nothing else. */
public final class CommitStatuses {

    private static final Logger LOG = Logger.getLogger(CommitStatuses.class.getName());

    /** A host that takes longer does not keep a reply waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Pattern WHOLE_ID = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** Null while nothing is to be written: then no class of {@code githost} is loaded. */
    private final GitHost host;

    private final JiraFeedback feedback;

    private CommitStatuses(GitHost host, JiraFeedback feedback) {
        this.host = host;
        this.feedback = feedback;
    }

    /** Writes none. */
    public static CommitStatuses none() {
        return new CommitStatuses(null, null);
    }

    /** Writes to that host; {@code feedback} knows where the log of a trace is. */
    public static CommitStatuses to(GitHost host, JiraFeedback feedback) {
        return new CommitStatuses(host, feedback);
    }

    /** Begins to write beside what else is written. Never throws. */
    BackgroundWrite write(PipelineResult result, String repository, Deadline deadline) {
        String commit = result.finalCommit();
        if (host == null
                || commit == null
                || repository == null
                || !WHOLE_ID.matcher(commit).matches()) {
            return BackgroundWrite.NONE;
        }
        Deadline cut = Deadline.in(deadline.cut(PATIENCE));
        return BackgroundWrite.start(
                "commit-status",
                () -> writeNow(result, repository, cut),
                () -> notWritten(result, "the host did not answer in time"));
    }

    private void writeNow(PipelineResult result, String repository, Deadline deadline) {
        try {
            host.write(status(result), repository, deadline).ifPresent(why -> notWritten(result, why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "The status of a commit could not be written", e);
        }
    }

    private static void notWritten(PipelineResult result, String why) {
        LOG.log(Level.WARNING, "Commit {0} has no status of trace {1}: {2}", new Object[] {
            result.finalCommit(), result.trace().traceId(), why
        });
    }

    private CommitStatus status(PipelineResult result) {
        ExecutionTrace trace = result.trace();
        boolean succeeded = result.outcome() == PipelineOutcome.SUCCESS;
        String description = succeeded
                ? trace.steps().size() + " step(s) succeeded"
                : Optional.ofNullable(trace.finalError()).orElse("The run did not succeed");
        return new CommitStatus(
                result.finalCommit(),
                succeeded,
                Scrubber.capped(description, CommitStatus.LONGEST_DESCRIPTION),
                feedback.logsUrl(trace));
    }
}
