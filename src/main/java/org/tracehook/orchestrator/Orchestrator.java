package org.tracehook.orchestrator;

import java.util.Map;
import org.tracehook.agent.Agent;
import org.tracehook.orchestrator.DecisionRules.PlanDecision;
import org.tracehook.trace.TraceRecorder;

/** Runs an intent's agents one after another and stops at the first that does not succeed. */
public final class Orchestrator {

    private final DecisionRules rules;
    private final Map<String, Agent> agents;

    /** An orchestrator of those agents, by name. */
    public Orchestrator(DecisionRules rules, Map<String, Agent> agents) {
        this.rules = rules;
        this.agents = Map.copyOf(agents);
    }

    /** Runs the pipeline to its end; never throws, whatever rules, agents or recorder do. */
    public PipelineResult run(PipelineRequest request, TraceRecorder recorder) {
        PlanDecision decision;
        try {
            decision = rules.decide(request.intent());
        } catch (RuntimeException | Error e) {
            return pipeline(request, recorder, null).broken(e);
        }
        Pipeline pipeline = pipeline(request, recorder, decision.planSummary());
        return decision.refusal() == null
                ? pipeline.run(decision.plan(), agents)
                : pipeline.refused(decision.refusal());
    }

    private static Pipeline pipeline(PipelineRequest request, TraceRecorder recorder, String planSummary) {
        return new Pipeline(request, new RecordedTrace(recorder, request, planSummary));
    }
}
