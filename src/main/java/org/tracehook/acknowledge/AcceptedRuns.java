package org.tracehook.acknowledge;

import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.ClaimResult;
import org.tracehook.execution.ClaimedRun;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.InlineExecution;
import org.tracehook.execution.PendingRun;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;
import org.tracehook.tracelog.InvocationContext;

/**
 * Runs what an earlier invocation accepted: once, though Lambda may hand the event over more than once, and as a further
 * attempt with a trace of its own when an earlier invocation for it crashed or gave up.
 */
public final class AcceptedRuns {

    private static final Logger LOG = Logger.getLogger(AcceptedRuns.class.getName());

    private final IdempotencyHandler idempotency;
    private final InlineExecution inline;
    private final Recording recording;

    public AcceptedRuns(IdempotencyHandler idempotency, InlineExecution inline, Recording recording) {
        this.idempotency = idempotency;
        this.inline = inline;
        this.recording = recording;
    }

    /** The reply of the accepted run, given as JSON of {@link AcceptedRun}; never throws. */
    public Reply run(String json, InvocationContext invocation) {
        AcceptedRun accepted;
        try {
            accepted = Objects.requireNonNull(TraceJson.read(json, AcceptedRun.class), "null");
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "An event of an accepted run cannot be read, and is not tried again", e);
            return new Reply.Refused(new Problem(ProblemKind.MALFORMED, "The event is not one of an accepted run."));
        }
        try {
            return run(accepted.claim().claimed(), accepted.pending(invocation));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "An accepted run could not be done", e);
            return new Reply.Refused(new Problem(
                    ProblemKind.UNEXPECTED, "Tracehook broke before a pipeline began; the log has an error line."));
        }
    }

    private Reply run(Claimed accepted, PendingRun run) {
        ClaimResult claim = idempotency.claim(run);
        if (claim instanceof ClaimedRun claimed && claimed.claimed().attempt() != accepted.attempt()) {
            // The same token is answered as before: this enters the trace of the further attempt.
            claim = idempotency.claim(run.withTrace(recording.newTraceId()));
            return claim instanceof ClaimedRun again ? inline.execute(again) : ((ClaimResult.NotClaimed) claim).reply();
        }
        if (claim instanceof ClaimResult.NotClaimed notClaimed) {
            return notClaimed.reply();
        }
        return inline.execute(new ClaimedRun(run, accepted, ((ClaimedRun) claim).startedAt()));
    }
}
