package org.tracehook.webhook;

import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.idempotency.Claim;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;
import org.tracehook.tracelog.DeliveryLines;

/** Claims a delivery and answers for it when that fails: with the first run's reply, or with a refusal. */
final class Claimant {

    private static final Logger LOG = Logger.getLogger(Claimant.class.getName());

    private final Claims claims;
    private final PipelineRuns runs;
    private final Dismissal dismissal;

    Claimant(Claims claims, PipelineRuns runs, Dismissal dismissal) {
        this.claims = claims;
        this.runs = runs;
        this.dismissal = dismissal;
    }

    /**
     * The reply to the delivery.
     *
     * @param reason says by what a duplicate is known
     * @param run what is done about a delivery that is claimed, which attempt it is, and when it was claimed
     */
    Reply claim(
            Promise promise,
            Function<? super Claim.Duplicate, Verdict> reason,
            BiFunction<? super Claim.Claimed, ? super Instant, Reply> run) {
        Claims.Answer answer;
        try {
            answer = claims.claim(promise);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "What remembers deliveries does not answer: " + e.getMessage());
            return refused(
                    promise,
                    ProblemKind.LEDGER_UNAVAILABLE,
                    "What remembers deliveries does not answer, so nothing was run; the log says why just before the line of this delivery.");
        }
        if (answer.claim() instanceof Claim.Claimed claimed) {
            return run.apply(claimed, answer.at());
        }
        if (answer.claim() instanceof Claim.Busy busy) {
            return busy(promise, busy.traceId());
        }
        if (answer.claim() instanceof Claim.Limited limited) {
            return dismissal.limited(promise.routed(), promise.hold().runsPerHour(), limited.freeAt());
        }
        Claim.Duplicate duplicate = (Claim.Duplicate) answer.claim();
        return promise.isUnfinishedCopy(duplicate)
                ? busy(promise, duplicate.traceId())
                : duplicate(promise, duplicate, reason.apply(duplicate));
    }

    private Reply busy(Promise promise, String traceId) {
        return refused(
                promise,
                ProblemKind.ISSUE_BUSY,
                "The issue is being worked on in trace " + traceId + ", so nothing was run; send the delivery again.");
    }

    private Reply duplicate(Promise promise, Claim.Duplicate duplicate, Verdict reason) {
        Reply.Trace first = TraceJson.read(duplicate.reply(), Reply.Trace.class);
        return dismissal.duplicate(
                promise.routed(),
                new DeliveryLines.First(first.traceId(), runs.logged(first.intentType())),
                first,
                reason);
    }

    private Reply refused(Promise promise, ProblemKind kind, String detail) {
        return dismissal.refused(promise.routed(), new Problem(kind, detail));
    }
}
