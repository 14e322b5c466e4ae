package org.tracehook.webhook;

import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.idempotency.Claim;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;

/**
 * Runs what an earlier invocation accepted: once, though Lambda may hand the event over more than once, and as a further
 * attempt with a trace of its own when an earlier invocation for it crashed or gave up.
 */
final class AcceptedRuns {

    private static final Logger LOG = Logger.getLogger(AcceptedRuns.class.getName());

    private final Claimant claimant;
    private final Inline inline;
    private final Recording recording;

    AcceptedRuns(Claimant claimant, Inline inline, Recording recording) {
        this.claimant = claimant;
        this.inline = inline;
        this.recording = recording;
    }

    /** What became of the accepted run, as JSON of {@link AcceptedRun}; never throws. */
    Reply run(String json, Delivery.Call call) {
        AcceptedRun accepted;
        try {
            accepted = Objects.requireNonNull(TraceJson.read(json, AcceptedRun.class), "null");
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "An event of an accepted run cannot be read, and is not tried again", e);
            return new Reply.Refused(new Problem(ProblemKind.MALFORMED, "The event is not one of an accepted run."));
        }
        try {
            return run(accepted, accepted.promise(call));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "An accepted run could not be done", e);
            return new Reply.Refused(new Problem(
                    ProblemKind.UNEXPECTED, "Tracehook broke before a pipeline began; the log has an error line."));
        }
    }

    private Reply run(AcceptedRun accepted, Promise promise) {
        Claim.Claimed first = accepted.claim().claimed();
        return claimant.claim(
                promise,
                AcceptedRuns::reason,
                (claimed, at) -> claimed.attempt() == first.attempt()
                        ? inline.run(promise, first, at)
                        : again(promise.as(recording.newTraceId())));
    }

    /** The same token is answered as before: this enters the trace of the further attempt. */
    private Reply again(Promise promise) {
        return claimant.claim(promise, AcceptedRuns::reason, (claimed, at) -> inline.run(promise, claimed, at));
    }

    private static Verdict reason(Claim.Duplicate duplicate) {
        return Verdict.reason("repeat", "the same accepted run as in trace " + duplicate.traceId(), null);
    }
}
