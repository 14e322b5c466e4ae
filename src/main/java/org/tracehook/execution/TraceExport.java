package org.tracehook.execution;

import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.deadline.Deadline;
import org.tracehook.orchestrator.PipelineResult;
import org.tracehook.orchestrator.PipelineResult.PipelineOutcome;
import org.tracehook.telemetry.RunDetails;
import org.tracehook.telemetry.RunSpans;
import org.tracehook.telemetry.SpanExport;
import org.tracehook.trace.TraceListener;
import org.tracehook.tracelog.InvocationContext;

/** Exports closed traces as OpenTelemetry spans. A failure is at most a line in the log and changes nothing else. */
public final class TraceExport {

    /** Before the others end: the export says itself when it failed, while the reply still waits. */
    private static final Duration SOONER = Duration.ofMillis(-100);

    private static final Logger LOG = Logger.getLogger(TraceExport.class.getName());

    /** Null while nothing is exported: then no class of {@code telemetry} is loaded. */
    private final SpanExport export;

    private TraceExport(SpanExport export) {
        this.export = export;
    }

    /** Exports nothing. */
    public static TraceExport none() {
        return new TraceExport(null);
    }

    /** Exports with that. */
    public static TraceExport with(SpanExport export) {
        return new TraceExport(export);
    }

    /** Begins to listen to a run. */
    Run begin(ClaimedRun claimed) {
        return new Run(claimed, export == null ? null : export.begin());
    }

    /** One run whose trace is to be exported. */
    final class Run {

        private final ClaimedRun claimed;

        /** Null while nothing is exported. */
        private final RunSpans spans;

        private Run(ClaimedRun claimed, RunSpans spans) {
            this.claimed = claimed;
            this.spans = spans;
        }

        /** What must hear of the run's steps. */
        List<TraceListener> listeners() {
            return spans == null ? List.of() : List.of(spans);
        }

        /**
         * Begins to send beside what else is written. Never throws.
         *
         * @param workflow the intent's configured name
         * @param invocation fit for logs
         */
        BackgroundWrite send(PipelineResult result, String workflow, InvocationContext invocation, Deadline deadline) {
            if (spans == null) {
                return BackgroundWrite.NONE;
            }
            RunDetails details = details(result, workflow, invocation);
            return BackgroundWrite.start(
                    "trace-export",
                    () -> sendNow(result, details, deadline),
                    () -> LOG.fine("The reply does not wait for an export"));
        }

        private RunDetails details(PipelineResult result, String workflow, InvocationContext invocation) {
            return new RunDetails(
                    workflow,
                    result.outcome() == PipelineOutcome.REFUSED,
                    new RunDetails.Invocation(
                            invocation.requestId(),
                            invocation.coldStart(),
                            claimed.run().isAccepted() ? "other" : "http",
                            invocation.function().arn(),
                            invocation.xrayTraceId()),
                    new RunDetails.Code(
                            claimed.run().selected().intent().settings().get("repository"),
                            result.finalCommit(),
                            result.pullRequestUrl()));
        }

        private void sendNow(PipelineResult result, RunDetails details, Deadline deadline) {
            try {
                export.send(spans, result.trace(), details, deadline.later(SOONER));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                LOG.log(Level.SEVERE, "A trace could not be exported", e);
            }
        }
    }
}
