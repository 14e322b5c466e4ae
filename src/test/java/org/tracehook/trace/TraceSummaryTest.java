package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TraceSummaryTest {

    private static final Instant START = Instant.parse("2026-01-26T18:16:54.808827Z");
    private static final Instant END = Instant.parse("2026-01-26T18:16:54.808833Z");

    private static ExecutionTrace running(String plan) {
        return ExecutionTrace.started(
                "2289219a-a8c4-4012-be7d-489185977869",
                new TriggerInfo(TriggerSource.JIRA_WEBHOOK, "PROJ-1", "Waiting", "development_flow", START),
                plan,
                START);
    }

    @Test
    void showsEveryStepWithItsSignAndWhyThePipelineStopped() {
        ExecutionTrace trace = running("development_agent → code_review_agent → testing_agent")
                .add(ExecutionStep.started(1, "development_agent", "Write", START)
                        .ended(StepOutcome.success("1 file"), END))
                .add(ExecutionStep.started(2, "code_review_agent", "Review", START)
                        .ended(StepOutcome.blocked("Code review blocked"), END))
                .complete(PipelineStatus.PARTIAL, "Pipeline stopped at code review", END);

        assertEquals("""
                Trace ID: 2289219a-a8c4-4012-be7d-489185977869
                Intent: development_flow
                Status: PARTIAL
                Started: 2026-01-26T18:16:54.808827Z
                Completed: 2026-01-26T18:16:54.808833Z

                Execution Steps (2):
                  1. ✅ development_agent: SUCCESS
                  2. 🚫 code_review_agent: BLOCKED
                     Error: Code review blocked

                Final Error: Pipeline stopped at code review""", TraceSummary.of(trace));
    }

    @Test
    void aRunningTraceSaysThatItHasNotEnded() {
        assertEquals(
                """
                Trace ID: 2289219a-a8c4-4012-be7d-489185977869
                Intent: development_flow
                Status: RUNNING
                Started: 2026-01-26T18:16:54.808827Z
                Completed: not yet

                Execution Steps (1):
                  1. ⏳ testing_agent: STARTED""",
                TraceSummary.of(
                        running("testing_agent").add(ExecutionStep.started(1, "testing_agent", "Test", START))));
    }
}
