package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.TriggerRule;
import org.tracehook.intent.TriggerRules;
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
        List<DecisionRule> rules = List.of(rule("fits", 5, 10), rule("long", 5, 11), rule("short", 1));

        assertEquals(
                List.of("The tasks of the intent 'long' may take 16 s together, and a delivery may run 15 s: the last"
                        + " would be cut short. Set shorter timeouts (tracehook.intents.long.tasks[n].timeout), or raise"
                        + " tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING), or run after the reply"
                        + " (tracehook.execution=acknowledge)."),
                new PlanTimes(rules, Duration.ofSeconds(15)).warnings(ExecutionMode.INLINE));
    }

    @Test
    void theShippedPlansFitTheShippedCeilingSaveThatOfAnAuthor() {
        List<DecisionRule> inline = shipped(ExecutionMode.INLINE);

        List<String> warnings = new PlanTimes(inline, Duration.ofSeconds(15)).warnings(ExecutionMode.INLINE);

        assertEquals(1, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).startsWith("The tasks of the intent 'ticket_to_pull_request'"), warnings.get(0));
        assertEquals(List.of(), new PlanTimes(inline, Duration.ofMinutes(10)).warnings(ExecutionMode.INLINE));
    }

    @Test
    void theShippedPlansOfRunsThatNobodyWaitsForFitAnInvocation() {
        assertEquals(
                List.of(),
                new PlanTimes(shipped(ExecutionMode.ACKNOWLEDGE), Duration.ofMinutes(15))
                        .warnings(ExecutionMode.ACKNOWLEDGE));
    }

    private static List<DecisionRule> shipped(ExecutionMode mode) {
        return List.copyOf(DecisionRules.shipped(mode).available().values());
    }

    @Test
    void whereNobodyWaitsThereIsNoCeilingToRaise() {
        List<DecisionRule> rules = List.of(rule("long", 901));

        assertEquals(
                List.of("The tasks of the intent 'long' may take 901 s together, and a delivery may run 900 s: the last"
                        + " would be cut short. Set shorter timeouts (tracehook.intents.long.tasks[n].timeout)."),
                new PlanTimes(rules, Duration.ofMinutes(15)).warnings(ExecutionMode.ACKNOWLEDGE));
    }

    @Test
    void aRemoteAgentThatMayTakeMinutesNeedsToBeAcknowledged() {
        AgentTask quick = new AgentTask("builder", "Build", Duration.ofSeconds(15));
        AgentTask slow = new AgentTask("builder", "Build", Duration.ofMinutes(5));
        AgentTask local = new AgentTask("local", "Build", Duration.ofMinutes(5));
        List<DecisionRule> plans = List.of(
                new DecisionRule("quick", List.of(), new ExecutionPlan(List.of(quick, local))),
                new DecisionRule("slow", List.of(), new ExecutionPlan(List.of(quick, slow))));
        Faults faults = new Faults();

        new PlanTimes(plans, Duration.ofMinutes(10))
                .checkRemoteAgents(Map.of("builder", Duration.ofSeconds(10)), faults);
        new PlanTimes(List.of(), Duration.ofSeconds(5))
                .checkRemoteAgents(Map.of("builder", Duration.ofSeconds(15)), faults);
        assertEquals(List.of(), faults.all());

        new PlanTimes(plans, Duration.ofSeconds(15))
                .checkRemoteAgents(Map.of("builder", Duration.ofSeconds(20)), faults);
        String advice = " s, and inline a delivery is run for 15 s at most: set tracehook.execution=acknowledge"
                + " (TRACEHOOK_EXECUTION), or a shorter time";
        assertEquals(
                List.of(
                        "tracehook.intents.slow.tasks[1].timeout: lets 'builder' take 300" + advice,
                        "tracehook.remote-agents.builder.timeout: lets 'builder' take 20" + advice),
                faults.all().stream().map(Fault::toString).sorted().toList());
    }

    @ParameterizedTest
    @CsvSource({"true, agent:author_agent, 1", "false, agent:author_agent, 0", "true, description, 0"})
    void anAuthorNeedsToBeAcknowledgedHoweverQuickItIs(boolean enabled, String codeFrom, int expected) {
        TriggerRule rule = new TriggerRule(
                "tracehook.triggers[0]", "r", enabled, "write", Map.of(), Map.of(), CodeFrom.of(codeFrom));
        Faults faults = new Faults();

        new PlanTimes(List.of(), Duration.ofSeconds(15)).checkAuthors(new TriggerRules(List.of(rule)), faults);

        assertEquals(expected, faults.all().size());
        if (expected == 1) {
            assertEquals(
                    "tracehook.triggers[0].code-from: waits for the code of 'author_agent', which takes minutes, and inline"
                            + " a delivery is run for 15 s at most: set tracehook.execution=acknowledge"
                            + " (TRACEHOOK_EXECUTION)",
                    faults.all().get(0).toString());
        }
    }
}
