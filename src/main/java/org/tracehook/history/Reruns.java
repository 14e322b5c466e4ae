package org.tracehook.history;

import java.util.Optional;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.ClaimResult;
import org.tracehook.execution.ClaimedRun;
import org.tracehook.execution.Execution;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.PendingRuns;
import org.tracehook.execution.RerunRequest;
import org.tracehook.execution.RerunRequests;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** Runs the pipeline of a stored trace again, as a new trace, when a person asks for it. */
public final class Reruns {

    private final TracesAccess access;
    private final RerunRequests requests;
    private final Stages stages;

    /** Lets callers with the rerun token run traces again. */
    public Reruns(TracesAccess access, RerunRequests requests, Stages stages) {
        this.access = access;
        this.requests = requests;
        this.stages = stages;
    }

    /** Runs the trace's pipeline again; never throws. */
    public Reply run(Delivery asking, String traceId) {
        Optional<Problem> refusal = access.rerunRefusal(asking.headers()).or(() -> TraceQueries.noId(traceId));
        if (refusal.isPresent()) {
            return new Reply.Refused(refusal.get());
        }
        try {
            Optional<RerunRequest> request = requests.of(traceId);
            return request.isPresent() ? run(asking, request.get(), traceId) : unknown(traceId);
        } catch (RuntimeException e) {
            return new Reply.Refused(TraceQueries.unavailable("A trace could not be run again", e));
        }
    }

    private Reply run(Delivery asking, RerunRequest request, String traceId) {
        if (request.refusal() != null) {
            return refused(ProblemKind.NOT_REPEATABLE, "The trace cannot be run again: " + request.refusal() + ".");
        }
        ClaimResult claim = stages.idempotency().claim(stages.runs().rerun(asking, request));
        if (claim instanceof ClaimResult.NotClaimed notClaimed) {
            return notClaimed.reply();
        }
        return stages.execution().execute(((ClaimedRun) claim).asRetryOf(traceId));
    }

    private Reply unknown(String traceId) {
        return requests.isTrace(traceId)
                ? refused(ProblemKind.NOT_REPEATABLE, "The trace cannot be run again: what it ran with was not kept.")
                : refused(ProblemKind.NOT_FOUND, "No trace of that id is kept.");
    }

    private static Reply refused(ProblemKind kind, String detail) {
        return new Reply.Refused(new Problem(kind, detail));
    }

    /**
     * The stages that a rerun goes through.
     *
     * @param runs makes the run
     * @param idempotency claims it
     * @param execution runs it now, or hands it to an invocation of its own
     */
    public record Stages(PendingRuns runs, IdempotencyHandler idempotency, Execution execution) {}
}
