package org.tracehook.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

class RunSpansTest {

    private static final Instant T0 = Instant.parse("2026-01-26T18:16:54.808827Z");
    private static final ExecutionTrace STARTED = ExecutionTrace.started(
            "2289219a-a8c4-4012-be7d-489185977869",
            new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "own", T0),
            "a",
            T0);
    private static final RunDetails RUN = new RunDetails(
            "own",
            false,
            new RunDetails.Invocation(null, false, "http", null, null),
            new RunDetails.Code(null, null, null));

    private final RunSpans spans =
            new RunSpans(Resource.empty(), Set.of(), new Scrubber(List.of("a-secret-of-the-tests")));

    private static String attribute(Span span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    private ExecutionTrace after(StepOutcome outcome) {
        ExecutionTrace begun = STARTED.add(ExecutionStep.started(1, "a", "Do it", T0));
        ExecutionStep ended = begun.steps().get(0).ended(outcome, T0.plusMillis(2));
        spans.stepCompleted(begun.update(ended), ended, outcome);
        return begun.update(ended);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, failure, failed",
        "BLOCKED, failure, blocked",
        "TIMED_OUT, timeout, timeout",
        "UNREACHABLE, failure, unreachable",
        "THREW, failure, exception",
        "BROKEN, error, orchestration"
    })
    void aStepAndTheRunThatItStopsEndAlike(StepOutcome.Cause cause, String result, String errorType) {
        ExecutionTrace trace =
                after(StepOutcome.fail(cause, "no")).complete(PipelineStatus.PARTIAL, "no", T0.plusMillis(3));

        List<Span> both = spans.of(trace, RUN);

        assertEquals(result, attribute(both.get(0), "cicd.pipeline.result"));
        assertEquals(result, attribute(both.get(1), "cicd.pipeline.task.run.result"));
        for (Span span : both) {
            assertEquals(errorType, attribute(span, "error.type"));
            assertEquals(StatusCode.ERROR, span.getStatus().getStatusCode());
        }
    }

    @Test
    void theOrchestratorBreaksBetweenTwoSteps() {
        ExecutionTrace trace =
                after(StepOutcome.success("done")).complete(PipelineStatus.PARTIAL, "gone", T0.plusMillis(3));

        List<Span> both = spans.of(trace, RUN);

        assertEquals("error", attribute(both.get(0), "cicd.pipeline.result"));
        assertEquals("success", attribute(both.get(1), "cicd.pipeline.task.run.result"));
        assertEquals(StatusCode.OK, both.get(1).getStatus().getStatusCode());
    }

    /** When the recorder broke, nobody has cleaned the trace, and the steps' ends are those of the trace. */
    @Test
    void aTraceWithoutItsRecorderIsCleanedAndExported() {
        ExecutionStep step = ExecutionStep.started(1, "a", "Do it", T0)
                .ended(StepOutcome.blocked("because of a-secret-of-the-tests"), T0.plusMillis(2));
        ExecutionTrace trace = STARTED.add(step).complete(PipelineStatus.PARTIAL, "no", T0.plusMillis(3));

        Span span = spans.of(trace, RUN).get(1);

        assertEquals("blocked", attribute(span, "error.type"));
        assertEquals("because of [secret]", span.getStatus().getDescription());
    }

    @ParameterizedTest
    @CsvSource({
        "Root=1-5759e988-bd862e3fe1be46a994272793, https://example.com/a.git, true",
        "a4e4fdde-0000-4000-8000-000000000000, target/sample-repository.git, false"
    })
    void whatIsNoHeaderOfXRayAndNoUrlIsLeftOut(String header, String repository, boolean shown) {
        RunDetails run = new RunDetails(
                "own",
                false,
                new RunDetails.Invocation(null, false, "http", null, header),
                new RunDetails.Code(repository, null, null));

        Span root = spans.of(after(StepOutcome.success("Done")), run).get(0);

        assertEquals(shown ? header : null, attribute(root, "aws.xray.trace_header"));
        assertEquals(shown ? repository : null, attribute(root, "vcs.repository.url.full"));
    }
}
