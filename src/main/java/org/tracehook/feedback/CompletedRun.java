package org.tracehook.feedback;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.tracehook.jira.Issue;
import org.tracehook.jira.Status;
import org.tracehook.jira.Subject;
import org.tracehook.trace.ExecutionTrace;

/**
 * A run that has ended and is to be written back into Jira.
 *
 * @param trace what happened
 * @param reference the issue's id, which survives a move, else its key
 * @param status the status that set the run off; its parts are null when unknown
 * @param site the Jira that the delivery is of, if it says so
 * @param earlier the trace of the run before; null for a first run
 * @param nextRunAt when the next run of the issue may begin, if this one is the last that the limit allows until then;
 *     else null
 * @param pullRequestUrl of the pull request's page, with HTTPS and on the repository's host; null when there is none
 */
public record CompletedRun(
        ExecutionTrace trace,
        String reference,
        Status status,
        Optional<String> site,
        String earlier,
        Instant nextRunAt,
        String pullRequestUrl) {

    public CompletedRun {
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(status, "status");
    }

    /** The run of a subject; empty when neither that nor the trace names an issue. */
    public static Optional<CompletedRun> of(Subject subject, ExecutionTrace trace, String earlier) {
        Status status = Optional.ofNullable(subject.status())
                .orElseGet(() -> new Status(null, trace.trigger().issueStatus()));
        return Optional.ofNullable(subject.issueId())
                .or(() -> Optional.ofNullable(trace.trigger().issueKey()).filter(Issue::isKey))
                .map(reference -> new CompletedRun(
                        trace, reference, status, Optional.ofNullable(subject.site()), earlier, null, null));
    }

    /** The same with the time before which no further run of the issue may begin; null when one may begin at once. */
    public CompletedRun lastUntil(Instant nextRun) {
        return new CompletedRun(trace, reference, status, site, earlier, nextRun, pullRequestUrl);
    }

    /** The same with the URL of its pull request; null when there is none. That of a page on this machine is left out. */
    public CompletedRun with(String pullRequest) {
        String link = pullRequest != null && pullRequest.startsWith("https:") ? pullRequest : null;
        return new CompletedRun(trace, reference, status, site, earlier, nextRunAt, link);
    }
}
