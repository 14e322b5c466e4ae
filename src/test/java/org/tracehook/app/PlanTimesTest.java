package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.ExecutionPlan;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;

class PlanTimesTest {

    private static DecisionRule rule(String intent, int... seconds) {
        return new DecisionRule(
                intent,
                List.of(),
                new ExecutionPlan(Arrays.stream(seconds)
                        .mapToObj(s -> new AgentTask("a", "t", Duration.ofSeconds(s)))
                        .toList()));
    }

    @Test
    void onlyPlansThatMayTakeLongerThanTheCeilingAreNamed() {
        DecisionRules rules = new DecisionRules(List.of(rule("fits", 5, 10), rule("long", 5, 11), rule("short", 1)));

        assertEquals(
                List.of("The tasks of the intent 'long' may take 16 s together, and a delivery may run 15 s: the last"
                        + " would be cut short. Set shorter timeouts (tracehook.intents.long.tasks[n].timeout), or raise"
                        + " tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING), or run after the reply"
                        + " (tracehook.execution=acknowledge)."),
                PlanTimes.warnings(rules, Duration.ofSeconds(15), ExecutionMode.INLINE));
    }

    @Test
    void theShippedPlansFitTheShippedCeiling() {
        assertEquals(
                List.of(),
                PlanTimes.warnings(
                        DecisionRules.shipped(ExecutionMode.INLINE), Duration.ofSeconds(15), ExecutionMode.INLINE));
    }

    @Test
    void theShippedPlansOfRunsThatNobodyWaitsForFitAnInvocation() {
        assertEquals(
                List.of(),
                PlanTimes.warnings(
                        DecisionRules.shipped(ExecutionMode.ACKNOWLEDGE),
                        Duration.ofMinutes(15),
                        ExecutionMode.ACKNOWLEDGE));
    }

    @Test
    void whereNobodyWaitsThereIsNoCeilingToRaise() {
        DecisionRules rules = new DecisionRules(List.of(rule("long", 901)));

        assertEquals(
                List.of("The tasks of the intent 'long' may take 901 s together, and a delivery may run 900 s: the last"
                        + " would be cut short. Set shorter timeouts (tracehook.intents.long.tasks[n].timeout)."),
                PlanTimes.warnings(rules, Duration.ofMinutes(15), ExecutionMode.ACKNOWLEDGE));
    }
}
