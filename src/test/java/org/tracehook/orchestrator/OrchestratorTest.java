package org.tracehook.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.orchestrator.Fixture.INTENT;
import static org.tracehook.orchestrator.Fixture.agent;
import static org.tracehook.orchestrator.Fixture.flow;
import static org.tracehook.orchestrator.Fixture.handing;
import static org.tracehook.orchestrator.Fixture.orchestrator;
import static org.tracehook.orchestrator.Fixture.recorder;
import static org.tracehook.orchestrator.Fixture.request;
import static org.tracehook.orchestrator.Fixture.run;
import static org.tracehook.orchestrator.Fixture.success;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.DecisionRules.PlanDecision;
import org.tracehook.orchestrator.PipelineResult.PipelineOutcome;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.StepStatus;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;

class OrchestratorTest {

    private static List<String> texts(PipelineResult result) {
        return result.trace().steps().stream()
                .map(step -> step.agentName() + " " + step.status() + " " + step.errorMessage())
                .toList();
    }

    private static TraceListener causes(List<StepOutcome.Cause> causes) {
        return new TraceListener() {
            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                causes.add(outcome.cause());
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"WORK, FAILED", "TIMED_OUT, TIMED_OUT", "UNREACHABLE, UNREACHABLE"})
    void listenersGetWhatFailed(AgentOutcome.Failure.Kind kind, StepOutcome.Cause cause) {
        List<StepOutcome.Cause> causes = new ArrayList<>();
        orchestrator(flow(Duration.ofSeconds(1), "a"), agent("a", request -> new AgentOutcome.Failure("no", kind)))
                .run(request(Fixture.INTENT), recorder(causes(causes)));

        assertEquals(List.of(cause), causes);
    }

    @Test
    void aRunMakesATraceAndGivesItsId() {
        TraceStore store = new MemoryTraceStore(1);
        PipelineResult result = orchestrator(flow(Duration.ofSeconds(1), "a"), agent("a", request -> success("done")))
                .run(request(Fixture.INTENT), recorder(TraceListener.storing(store)));

        assertEquals(Optional.of(result.trace()), store.get(result.trace().traceId()));
        assertEquals("flow", result.trace().intentType());
    }

    @Test
    void everyAgentSucceeds() {
        PipelineResult result = run(agent("a", r -> success("one")), agent("b", r -> success("two")));

        assertEquals(PipelineOutcome.SUCCESS, result.outcome());
        assertEquals(PipelineStatus.SUCCESS, result.trace().pipelineStatus());
        assertEquals(List.of("a SUCCESS null", "b SUCCESS null"), texts(result));
        assertEquals("two", result.trace().steps().get(1).outputSummary());
        assertEquals("a → b", result.trace().executionPlanSummary());
        assertNull(result.trace().finalError());
        assertNull(result.trace().finalError());
    }

    @Test
    void aFailureStopsThePipelineAndItsTextIsTheFinalError() {
        PipelineResult result = run(
                agent("a", r -> new AgentOutcome.Failure("Tests FAILED: 1 test(s) failed out of 2 (1 failures)")),
                agent("b", r -> success("never")));

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(PipelineStatus.PARTIAL, result.trace().pipelineStatus());
        assertEquals(List.of("a FAIL Tests FAILED: 1 test(s) failed out of 2 (1 failures)"), texts(result));
        assertEquals(
                "Tests FAILED: 1 test(s) failed out of 2 (1 failures)",
                result.trace().finalError());
        assertEquals(1, result.trace().steps().size());
        assertFalse(result.trace().steps().get(0).success());
    }

    @Test
    void aBlockStopsThePipeline() {
        PipelineResult result = run(
                agent("a", r -> new AgentOutcome.Blocked("Code review BLOCKED: no")), agent("b", r -> success("-")));

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(List.of("a BLOCKED Code review BLOCKED: no"), texts(result));
        assertEquals("Code review BLOCKED: no", result.trace().finalError());
    }

    @Test
    void anExceptionIsTheStepsMessageAndNamedInTheFinalError() {
        PipelineResult result = run(agent("a", r -> {
            throw new IllegalStateException("boom");
        }));

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(List.of("a FAIL boom"), texts(result));
        assertEquals("Error executing a: boom", result.trace().finalError());
    }

    @Test
    void anErrorOrAnExceptionWithoutMessageIsNamedByItsType() {
        PipelineResult result = run(agent("a", r -> {
            throw new StackOverflowError();
        }));

        assertEquals(List.of("a FAIL StackOverflowError"), texts(result));
    }

    @Test
    void anAgentWithoutOutcomeFails() {
        PipelineResult result = run(agent("a", r -> null));

        assertEquals(
                "Error executing a: the agent gave no outcome", result.trace().finalError());
        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
    }

    @Test
    void anAgentOutOfTimeIsInterruptedAndItsLateAnswerThrownAway() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Agent slow = agent("slow", r -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return success("late");
        });

        List<StepOutcome.Cause> causes = new ArrayList<>();
        PipelineResult result = orchestrator(flow(Duration.ofMillis(100), "slow"), slow)
                .run(request(Fixture.INTENT), recorder(causes(causes)));

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(List.of(StepOutcome.Cause.TIMED_OUT), causes);
        assertEquals(List.of("slow FAIL Timed out after 0.1 s"), texts(result));
        assertEquals("Timed out after 0.1 s", result.trace().finalError());
        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertEquals(StepStatus.FAIL, result.trace().steps().get(0).status());
    }

    @Test
    void anAgentThatIgnoresItsInterruptionDoesNotHoldThePipeline() {
        CountDownLatch release = new CountDownLatch(1);
        Agent deaf = agent("deaf", r -> {
            boolean free = false;
            while (!free) {
                try {
                    free = release.await(60, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    free = false;
                }
            }
            return success("late");
        });

        PipelineResult result =
                orchestrator(flow(Duration.ofMillis(50), "deaf"), deaf).run(request(Fixture.INTENT), recorder());
        release.countDown();

        assertEquals("Timed out after 0.1 s", result.trace().finalError());
    }

    /** Agents take over threads of others, which may have been interrupted, by their limit or by themselves. */
    @Test
    void noAgentIsInterruptedInThePlaceOfAnother() {
        Agent slow = agent("slow", r -> {
            Thread.sleep(60_000);
            return success("late");
        });
        Agent careless = agent("careless", r -> {
            Thread.currentThread().interrupt();
            return success("interrupted itself");
        });
        Agent asking = agent("asking", r -> success("interrupted: " + Thread.interrupted()));

        for (int i = 0; i < 20; i++) {
            orchestrator(flow(Duration.ofMillis(2), "slow"), slow).run(request(Fixture.INTENT), recorder());
            PipelineResult result = orchestrator(
                            flow(Duration.ofSeconds(60), "asking", "careless", "asking"), asking, careless)
                    .run(request(Fixture.INTENT), recorder());

            assertEquals(
                    List.of("interrupted: false", "interrupted itself", "interrupted: false"),
                    result.trace().steps().stream()
                            .map(ExecutionStep::outputSummary)
                            .toList());
        }
    }

    @Test
    void theDeadlineCutsATasksLimit() {
        Agent slow = agent("slow", r -> {
            Thread.sleep(60_000);
            return success("late");
        });

        PipelineResult result = orchestrator(flow(Duration.ofMinutes(5), "slow"), slow)
                .run(request(Fixture.INTENT, Deadline.in(Duration.ofMillis(80))), recorder());

        assertTrue(
                result.trace().finalError().matches("Timed out after 0(\\.\\d)? s"),
                result.trace().finalError());
    }

    @Test
    void anAgentGetsSettingsTicketAndWhatEarlierStepsHandOn() {
        List<AgentRequest> seen = new ArrayList<>();
        Agent second = agent("b", request -> {
            seen.add(request);
            return success("done");
        });
        Intent intent = new Intent("flow", "PROJ-1", "In Review", Map.of("environment", "ci"), CodeFrom.NONE, Map.of());

        orchestrator(flow(Duration.ofSeconds(5), "a", "b"), agent("a", r -> handing("branch", "develop/x")), second)
                .run(request(intent), recorder());

        AgentRequest request = seen.get(0);
        assertEquals(2, request.step().stepNumber());
        assertEquals("Do the work of b", request.step().agentTask());
        assertEquals("00000000-0000-0000-0000-000000000001", request.step().traceId());
        assertEquals(Map.of("environment", "ci"), request.settings());
        assertEquals("PROJ-1", request.ticket().issueKey());
        assertEquals("develop/x", request.outputs().get("branch").asText());
        assertEquals(2, request.step().attempt());
        assertEquals("delivery/2", request.step().idempotencyKey());
        assertTrue(request.deadline().remaining().compareTo(Duration.ofSeconds(5)) <= 0);
    }

    @Test
    void theCommitThatAnAgentMadeIsInTheResult() {
        assertEquals("abc123", run(agent("a", r -> handing("commit", "abc123"))).finalCommit());
        assertNull(run(agent("a", r -> success("done"))).finalCommit());
        assertNull(run(agent("a", r -> handing("commit", "<b>not an id</b>"))).finalCommit());
    }

    @Test
    void anUnknownIntentRunsNothing() {
        PipelineResult result = orchestrator(flow(Duration.ofSeconds(1), "a"), agent("a", r -> success("-")))
                .run(request(new Intent("dance", "PROJ-1", null, Map.of(), CodeFrom.NONE, Map.of())), recorder());

        assertEquals(PipelineOutcome.REFUSED, result.outcome());
        assertEquals(PipelineStatus.FAILED, result.trace().pipelineStatus());
        assertEquals(List.of(), result.trace().steps());
        assertEquals(
                "Unknown intent type: 'dance'. Available: flow", result.trace().finalError());
        assertNull(result.trace().executionPlanSummary());
    }

    @Test
    void missingContextRunsNothingAndShowsWhatWasPlanned() {
        PipelineResult result = orchestrator(DecisionRules.shipped(ExecutionMode.INLINE))
                .run(request(new Intent("run_tests", "PROJ-1", null, Map.of(), CodeFrom.NONE, Map.of())), recorder());

        assertEquals(PipelineOutcome.REFUSED, result.outcome());
        assertEquals(
                "Intent 'run_tests' missing required context: environment",
                result.trace().finalError());
        assertEquals("testing_agent", result.trace().executionPlanSummary());
    }

    @Test
    void anOrchestratorThatBreaksBeforeAnyAgentFailsThePipeline() {
        DecisionRules broken = new DecisionRules(List.of()) {
            @Override
            public PlanDecision decide(Intent intent) {
                throw new IllegalStateException("rules are gone");
            }
        };

        PipelineResult result = orchestrator(broken).run(request(Fixture.INTENT), recorder());

        assertEquals(PipelineOutcome.BROKEN, result.outcome());
        assertEquals(PipelineStatus.FAILED, result.trace().pipelineStatus());
        assertEquals(List.of(), result.trace().steps());
        assertEquals("Orchestration error: rules are gone", result.trace().finalError());
    }

    @Test
    void anOrchestratorThatBreaksAfterAnAgentBeganFailsTheOpenStep() {
        Agent sleeping = agent("a", r -> {
            Thread.sleep(60_000);
            return success("late");
        });
        Thread.currentThread().interrupt();

        PipelineResult result = run(sleeping);

        assertTrue(Thread.interrupted());
        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(List.of("a FAIL Orchestration error: InterruptedException"), texts(result));
        assertEquals("Orchestration error: InterruptedException", result.trace().finalError());
    }

    @Test
    void anAgentThatIsNotThereBreaksThePipelineBeforeIt() {
        PipelineResult result = orchestrator(flow(Duration.ofSeconds(1), "a", "gone"), agent("a", r -> success("-")))
                .run(request(Fixture.INTENT), recorder());

        assertEquals(PipelineOutcome.PARTIAL, result.outcome());
        assertEquals(List.of("a SUCCESS null"), texts(result));
        assertEquals(
                "Orchestration error: there is no agent named 'gone'",
                result.trace().finalError());
    }

    @Test
    void everyStepOfATraceThatEndedHasEnded() {
        ExecutionTrace trace =
                run(agent("a", r -> success("-")), agent("b", r -> null)).trace();

        assertTrue(trace.steps().stream().map(ExecutionStep::status).allMatch(StepStatus::isTerminal));
    }

    /** An agent that declares one of its two outputs, and shows it in part. */
    private static final class Declaring implements Agent {

        private final AgentOutcome outcome;

        private Declaring(AgentOutcome outcome) {
            this.outcome = outcome;
        }

        @Override
        public String name() {
            return "a";
        }

        @Override
        public Set<String> declaredOutputs() {
            return Set.of("shown", "never_given");
        }

        @Override
        public JsonNode shown(String output, JsonNode value) {
            return TextNode.valueOf(value.asText() + " in part");
        }

        @Override
        public AgentOutcome execute(AgentRequest request) {
            return outcome;
        }
    }

    private static final Map<String, JsonNode> TWO =
            Map.of("shown", TextNode.valueOf("value"), "handed_on", TextNode.valueOf("other"));

    static Stream<AgentOutcome> ends() {
        return Stream.of(
                new AgentOutcome.Success("done", TWO),
                new AgentOutcome.Failure("no", TWO),
                new AgentOutcome.Blocked("no", TWO));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void listenersGetTheDeclaredOutputsAlone(AgentOutcome end) {
        List<String> outputs = new ArrayList<>();

        orchestrator(flow(Duration.ofSeconds(10), "a"), new Declaring(end))
                .run(request(INTENT), recorder(outputs(outputs)));

        assertEquals(List.of("{\"shown\":\"value in part\"}"), outputs);
    }

    private static TraceListener outputs(List<String> outputs) {
        return new TraceListener() {
            @Override
            public void stepCompleted(ExecutionTrace trace, ExecutionStep step, StepOutcome outcome) {
                outputs.add(outcome.outputs().toString());
            }
        };
    }

    @Test
    void laterStepsGetEveryOutputWhole() {
        List<Map<String, JsonNode>> got = new ArrayList<>();

        run(new Declaring(new AgentOutcome.Success("done", TWO)), agent("b", request -> {
            got.add(request.outputs());
            return success("done");
        }));

        assertEquals(List.of(TWO), got);
    }

    @Test
    void anAgentThatDeclaresNothingShowsNothing() {
        List<String> outputs = new ArrayList<>();

        orchestrator(flow(Duration.ofSeconds(10), "a"), agent("a", request -> handing("commit", "0123")))
                .run(request(INTENT), recorder(outputs(outputs)));

        assertEquals(List.of("{}"), outputs);
    }

    @Test
    void anAgentWhoseDeclarationBreaksFailsItsStep() {
        Agent broken = new Agent() {
            @Override
            public String name() {
                return "a";
            }

            @Override
            public Set<String> declaredOutputs() {
                throw new IllegalStateException("it broke");
            }

            @Override
            public AgentOutcome execute(AgentRequest request) {
                return success("done");
            }
        };

        PipelineResult result = run(broken);

        assertEquals(List.of("a FAIL it broke"), texts(result));
        assertEquals("Error executing a: it broke", result.trace().finalError());
    }
}
