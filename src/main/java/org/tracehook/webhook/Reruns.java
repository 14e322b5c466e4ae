package org.tracehook.webhook;

import java.util.Optional;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** Runs the pipeline of a trace again, as a new trace, when a person asks for it. */
final class Reruns {

    private final TracesAccess access;
    private final Requests requests;
    private final OnceOnly runs;

    Reruns(TracesAccess access, Requests requests, OnceOnly runs) {
        this.access = access;
        this.requests = requests;
        this.runs = runs;
    }

    /** The reply to who asks; never throws. */
    Reply run(Delivery asking, String traceId) {
        Optional<Problem> refusal = access.refusal(asking.headers()).or(() -> KeptTraces.noId(traceId));
        if (refusal.isPresent()) {
            return new Reply.Refused(refusal.get());
        }
        try {
            Optional<KeptRequest> kept = requests.of(traceId);
            return kept.isPresent() ? run(asking, kept.get(), traceId) : unknown(traceId);
        } catch (RuntimeException e) {
            return new Reply.Refused(KeptTraces.unavailable("A trace could not be run again", e));
        }
    }

    private Reply run(Delivery asking, KeptRequest kept, String traceId) {
        return kept.refusal() == null
                ? runs.again(asking, kept, traceId)
                : refused(ProblemKind.NOT_REPEATABLE, "The trace cannot be run again: " + kept.refusal() + ".");
    }

    private Reply unknown(String traceId) {
        return requests.isTrace(traceId)
                ? refused(ProblemKind.NOT_REPEATABLE, "The trace cannot be run again: what it ran with was not kept.")
                : refused(ProblemKind.NOT_FOUND, "No trace of that id is kept.");
    }

    private static Reply refused(ProblemKind kind, String detail) {
        return new Reply.Refused(new Problem(kind, detail));
    }
}
