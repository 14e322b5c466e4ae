package org.tracehook.acknowledge;

import java.util.function.BiConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Reply;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.execution.ClaimedRun;
import org.tracehook.execution.Execution;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.InlineExecution;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceStore;

/** Hands a claimed run to an invocation of its own, which takes the claim over, and replies at once. */
public final class AcknowledgedExecution implements Execution {

    /** Lambda takes asynchronous events of up to 1 MB; the rest is for what a proxy or a later Lambda may add. */
    static final int LARGEST_EVENT = 900_000;

    private static final Logger LOG = Logger.getLogger(AcknowledgedExecution.class.getName());

    private final InlineExecution inline;
    private final IdempotencyHandler idempotency;
    private final DeliveryReplies replies;
    private final HandOver handOver;

    public AcknowledgedExecution(
            InlineExecution inline, IdempotencyHandler idempotency, DeliveryReplies replies, HandOver handOver) {
        this.inline = inline;
        this.idempotency = idempotency;
        this.replies = replies;
        this.handOver = handOver;
    }

    @Override
    public Reply execute(ClaimedRun claimed) {
        byte[] event = InternalRun.event(AcceptedRun.of(claimed));
        if (event.length > LARGEST_EVENT) {
            LOG.log(
                    Level.INFO,
                    "Trace {0} has too much context for an invocation of its own, {1} bytes: it runs inline",
                    new Object[] {claimed.run().traceId(), Integer.toString(event.length)});
            return inline.execute(claimed);
        }
        ExecutionTrace accepted = claimed.run().runningTrace(claimed.startedAt());
        keep(accepted);
        SelectedDelivery selected = claimed.run().selected();
        try {
            handOver.invocation()
                    .accept(selected.delivery().invocation().function().arn(), event);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "The function could not invoke itself: " + e.getMessage());
            idempotency.release(claimed);
            return replies.refused(selected, notHandedOver(accepted));
        }
        return replies.acknowledged(selected, Reply.Trace.running(accepted, claimed.retryOf()));
    }

    private static Problem notHandedOver(ExecutionTrace accepted) {
        return new Problem(
                ProblemKind.NOT_HANDED_OVER,
                "The function could not invoke itself, so trace " + accepted.traceId()
                        + " was not begun; the log says why just before the line of this delivery.");
    }

    /** Stores the trace for those who ask before its run begins. It must be stored before the invocation, whose trace is newer. */
    private void keep(ExecutionTrace accepted) {
        try {
            handOver.traces().store(accepted);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.WARNING, "Trace {0} could not be stored before its run begins: {1}", new Object[] {
                accepted.traceId(), e.toString()
            });
        }
    }

    /**
     * Where an accepted run goes.
     *
     * @param invocation invokes the function with that ARN, null for this one, with that event
     * @param traces stores the trace until the run begins
     */
    public record HandOver(BiConsumer<String, byte[]> invocation, TraceStore traces) {}
}
