package org.tracehook.webhook;

import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.tracelog.DeliveryLines;

/** Hands what was claimed to an invocation of its own, which takes the claim over, and answers at once. */
final class Acknowledge implements Execution {

    /** Lambda takes asynchronous events of up to 1 MB; the rest is for what a proxy or a later Lambda may add. */
    static final int LARGEST_EVENT = 900_000;

    private static final Logger LOG = Logger.getLogger(Acknowledge.class.getName());

    private final Inline inline;
    private final HandOver handOver;
    private final Claims claims;
    private final Dismissal dismissal;

    Acknowledge(Inline inline, HandOver handOver, Claims claims, Dismissal dismissal) {
        this.inline = inline;
        this.handOver = handOver;
        this.claims = claims;
        this.dismissal = dismissal;
    }

    @Override
    public Reply run(Promise promise, Claimed claimed, Instant at) {
        byte[] event = InternalRun.event(promise.accepted(claimed));
        if (event.length > LARGEST_EVENT) {
            LOG.log(
                    Level.INFO,
                    "Trace {0} has too much context for an invocation of its own, {1} bytes: it runs inline",
                    new Object[] {promise.traceId(), Integer.toString(event.length)});
            return inline.run(promise, claimed, at);
        }
        ExecutionTrace accepted = promise.begun(at);
        keep(accepted);
        Routed routed = promise.routed();
        try {
            handOver.invocation().accept(routed.delivery().call().functionArn(), event);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "The function could not invoke itself: " + e.getMessage());
            claims.giveBack(promise.lease());
            return dismissal.refused(
                    routed,
                    new Problem(
                            ProblemKind.NOT_HANDED_OVER,
                            "The function could not invoke itself, so trace " + promise.traceId()
                                    + " was not begun; the log says why just before the line of this delivery."));
        }
        Reply.Trace reply = Reply.Trace.running(accepted, claimed.retryOf());
        return dismissal.acknowledged(
                routed,
                new DeliveryLines.First(reply.traceId(), handOver.named().apply(reply.intentType())),
                reply);
    }

    /** For who asks for the trace before its run begins; before the invocation, whose traces are newer. */
    private void keep(ExecutionTrace accepted) {
        try {
            handOver.traces().accept(accepted);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Trace {0} is not kept before its run begins: {1}", new Object[] {
                accepted.traceId(), e.toString()
            });
        }
    }

    /**
     * Where an accepted run goes.
     *
     * @param invocation invokes that function, null for this one, with that event
     * @param traces keeps the trace as it is until then
     * @param named the intent as lines name it
     */
    record HandOver(
            BiConsumer<String, byte[]> invocation, Consumer<ExecutionTrace> traces, UnaryOperator<String> named) {}
}
