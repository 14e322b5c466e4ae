package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.Intent;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TraceStart;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** A pipeline of agents that behave as a test says. */
final class Fixture {

    static final Intent INTENT = new Intent("flow", "PROJ-1", "In Review", Map.of(), CodeFrom.NONE, Map.of());

    private Fixture() {}

    /** What an agent does. */
    interface Behaviour {
        AgentOutcome execute(AgentRequest request) throws Exception;
    }

    static Agent agent(String name, Behaviour behaviour) {
        return new Agent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public AgentOutcome execute(AgentRequest request) throws Exception {
                return behaviour.execute(request);
            }
        };
    }

    static AgentOutcome success(String summary) {
        return new AgentOutcome.Success(summary, Map.of());
    }

    static AgentOutcome handing(String name, String value) {
        Map<String, JsonNode> outputs = Map.of(name, JsonNodeFactory.instance.textNode(value));
        return new AgentOutcome.Success("done", outputs);
    }

    /** The rules of an intent {@code flow} that runs those agents in order. */
    static DecisionRules flow(Duration timeout, String... agents) {
        List<AgentTask> tasks = Stream.of(agents)
                .map(agent -> new AgentTask(agent, "Do the work of " + agent, timeout))
                .toList();
        return new DecisionRules(List.of(new DecisionRule("flow", List.of(), new ExecutionPlan(tasks))));
    }

    static Orchestrator orchestrator(DecisionRules rules, Agent... agents) {
        return new Orchestrator(rules, Stream.of(agents).collect(Collectors.toMap(Agent::name, Function.identity())));
    }

    /** Runs the flow of those agents. */
    static PipelineResult run(Agent... agents) {
        String[] names = Stream.of(agents).map(Agent::name).toArray(String[]::new);
        return orchestrator(flow(Duration.ofSeconds(10), names), agents).run(request(INTENT), recorder());
    }

    static PipelineRequest request(Intent intent) {
        return request(intent, Deadline.in(Duration.ofMinutes(1)));
    }

    static PipelineRequest request(Intent intent, Deadline deadline) {
        Instant now = Instant.parse("2026-01-26T18:16:54Z");
        TriggerInfo trigger =
                new TriggerInfo(TriggerSource.TEST, intent.issueKey(), intent.issueStatus(), intent.type(), now);
        TraceStart start = new TraceStart(
                Clocks.counting().get().toString(), Clocks.ticking().instant());
        PipelineRequest.RunAttempt attempt = new PipelineRequest.RunAttempt(start, "delivery", 2);
        return new PipelineRequest(intent, trigger, deadline, attempt, PipelineRequest.Background.NONE);
    }

    static TraceRecorder recorder(TraceListener... listeners) {
        return new TraceRecorder(Clocks.ticking(), Clocks.counting(), new Scrubber(List.of()), List.of(listeners));
    }
}
