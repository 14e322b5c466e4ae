package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExecutionTraceTest {

    private static final Instant T0 = Instant.parse("2026-01-26T18:16:54.808827Z");

    private static final TriggerInfo TRIGGER =
            new TriggerInfo(TriggerSource.JIRA_WEBHOOK, "PROJ-1", "In Review", "review_code", T0);

    private static ExecutionTrace started() {
        return ExecutionTrace.started("id-1", TRIGGER, "code_review_agent", T0);
    }

    @Test
    void aTriggerTakesItsTimestampFromTheClock() {
        TriggerInfo trigger = new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "review_code", Clocks.START);

        assertEquals(Clocks.START, trigger.timestamp());
    }

    @Test
    void aStepIsStartedThenEndsWithItsDuration() {
        ExecutionStep step = ExecutionStep.started(1, "code_review_agent", "Review", T0);
        assertEquals(StepStatus.STARTED, step.status());
        assertNull(step.success());
        assertEquals(Optional.empty(), step.duration());

        ExecutionStep ended = step.ended(StepOutcome.success("Decision: APPROVE"), T0.plusMillis(7));
        assertEquals(StepStatus.SUCCESS, ended.status());
        assertTrue(ended.success());
        assertEquals("Decision: APPROVE", ended.outputSummary());
        assertEquals(Optional.of(Duration.ofMillis(7)), ended.duration());

        assertFalse(step.ended(StepOutcome.fail("no"), T0).success());
        assertEquals(
                StepStatus.BLOCKED, step.ended(StepOutcome.blocked("no"), T0).status());
    }

    @Test
    void aStepDoesNotEndAsStarted() {
        for (StepOutcome.Cause cause : StepOutcome.Cause.values()) {
            assertTrue(new StepOutcome(cause, null, null).status().isTerminal(), cause.name());
        }
    }

    @Test
    void addingAStepMakesANewTraceAndLeavesTheOldOne() {
        ExecutionTrace before = started();
        ExecutionTrace after = before.add(ExecutionStep.started(before.nextStepNumber(), "a", "task", T0));

        assertEquals(0, before.steps().size());
        assertEquals(1, after.steps().size());
        assertEquals(2, after.nextStepNumber());
        assertEquals("a", after.openStep().orElseThrow().agentName());
    }

    @Test
    void updatingAStepReplacesTheOneOfItsNumber() {
        ExecutionStep first = ExecutionStep.started(1, "a", "task", T0);
        ExecutionStep second = ExecutionStep.started(2, "b", "task", T0);
        ExecutionTrace trace = started().add(first).add(second);

        ExecutionTrace updated = trace.update(first.ended(StepOutcome.success("done"), T0));

        assertEquals(StepStatus.SUCCESS, updated.steps().get(0).status());
        assertEquals(second, updated.steps().get(1));
        assertEquals(List.of(first, second), trace.steps());
    }

    @Test
    void stepsCannotBeChangedAndAreNeverNull() {
        ExecutionStep step = ExecutionStep.started(1, "a", "task", T0);
        ExecutionTrace trace = started().add(step);

        assertThrows(UnsupportedOperationException.class, () -> trace.steps().add(step));
        assertThrows(UnsupportedOperationException.class, () -> trace.steps().set(0, step));
        assertThrows(NullPointerException.class, () -> started().add(null));
    }

    @Test
    void completingSetsStatusTimeAndError() {
        ExecutionTrace trace = started().complete(PipelineStatus.PARTIAL, "it broke", T0.plusSeconds(2));

        assertEquals(PipelineStatus.PARTIAL, trace.pipelineStatus());
        assertTrue(trace.pipelineStatus().isTerminal());
        assertEquals(Optional.of(Duration.ofSeconds(2)), trace.duration());
        assertEquals("it broke", trace.finalError());
        assertEquals(Optional.empty(), started().duration());
    }

    @Test
    void jsonHasTheContractsKeysInTheirOrderAndNullsForWhatIsAbsent() {
        ExecutionTrace trace =
                started().add(ExecutionStep.started(1, "a", "task", Instant.parse("2026-01-26T18:00:00Z")));

        assertEquals("""
                {"trace_id":"id-1",\
                "trigger":{"source":"jira_webhook","issue_key":"PROJ-1","issue_status":"In Review",\
                "intent_type":"review_code","timestamp":"2026-01-26T18:16:54.808827Z"},\
                "intent_type":"review_code","pipeline_status":"RUNNING",\
                "started_at":"2026-01-26T18:16:54.808827Z","completed_at":null,\
                "steps":[{"step_number":1,"agent_name":"a","agent_task":"task","status":"STARTED",\
                "started_at":"2026-01-26T18:00:00.000000Z","completed_at":null,"success":null,\
                "error_message":null,"output_summary":null}],\
                "final_error":null,"execution_plan_summary":"code_review_agent"}""", trace.toJson());
    }

    @Test
    void jsonReadsBackAsTheSameTrace() {
        ExecutionTrace trace = started()
                .add(ExecutionStep.started(1, "a", "task", T0)
                        .ended(StepOutcome.fail("é \"quoted\" \\ 👩‍💻"), T0.plusNanos(1000)))
                .complete(PipelineStatus.PARTIAL, "stopped", T0.plusSeconds(1));

        assertEquals(trace, ExecutionTrace.fromJson(trace.toJson()));
    }

    @Test
    void keysOfLaterVersionsArePassedOver() {
        String later = started().toJson().replaceFirst("\\{", "{\"added_later\":[1,{\"x\":2}],");

        assertEquals(started(), ExecutionTrace.fromJson(later));
    }

    @Test
    void whatIsNoTraceIsSaidToBeNone() {
        assertThrows(IllegalArgumentException.class, () -> ExecutionTrace.fromJson("[]"));
        assertThrows(IllegalArgumentException.class, () -> ExecutionTrace.fromJson("{}"));
        assertThrows(IllegalArgumentException.class, () -> ExecutionTrace.fromJson("no json"));
    }
}
