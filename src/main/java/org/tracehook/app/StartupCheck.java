package org.tracehook.app;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.agent.Agent;
import org.tracehook.config.Faults;
import org.tracehook.config.MetricDimension;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.TriggerRule;
import org.tracehook.intent.TriggerRules;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.webhook.WebhookConfig;

/** Checks the configuration across features; each feature checks its own part. */
public final class StartupCheck {

    /** The agents that work on the code that an author proposes. */
    private static final Set<String> OF_PROPOSALS = Set.of("code_review_agent", "development_agent");

    private final Faults faults;

    /** Reports what it finds to {@code faults}. */
    public StartupCheck(Faults faults) {
        this.faults = faults;
    }

    /** The agents by name; no two local ones may share one, and a remote one takes the place of its namesake. */
    Map<String, Agent> agents(List<Agent> local, List<? extends Agent> remote) {
        Map<String, Agent> byName = new HashMap<>();
        for (Agent agent : local) {
            MetricDimension.check("tracehook.intents", agent.name(), faults);
            Agent earlier = byName.putIfAbsent(agent.name(), agent);
            if (earlier != null) {
                report(
                        "tracehook.intents",
                        "two agents are named '" + agent.name() + "': "
                                + earlier.getClass().getName() + " and "
                                + agent.getClass().getName());
            }
        }
        remote.forEach(agent -> byName.put(agent.name(), agent));
        return byName;
    }

    /** Checks that every intent and agent that a delivery can reach exists, and that code of a ticket comes from named people. */
    void reachable(TriggerRules triggers, List<String> explicitIntents, Plans plans) {
        intents(triggers, plans.rules());
        triggers.rules().forEach(rule -> {
            agents(rule.property() + ".intent", rule.intent(), plans);
            codeSource(rule, plans);
            context(rule, plans);
            rule.codeFrom().author().ifPresent(author -> author(rule, author, plans));
        });
        String property = "tracehook.webhook.explicit-intents";
        for (String intent : explicitIntents) {
            if (!intent.equals(WebhookConfig.DEFAULT_EXPLICIT_INTENT)) {
                intent(property, intent, plans.rules());
            }
            agents(property, intent, plans);
        }
    }

    /** Every intent that a rule asks for must have a plan. */
    public void intents(TriggerRules triggers, DecisionRules rules) {
        triggers.rules().forEach(rule -> intent(rule.property() + ".intent", rule.intent(), rules));
    }

    private void intent(String property, String intent, DecisionRules rules) {
        if (rules.rule(intent).isEmpty()) {
            String others = rules.intentTypes().isEmpty()
                    ? ""
                    : "use one of " + String.join(", ", rules.intentTypes()) + ", or ";
            report(property, "there is no intent '" + intent + "': " + others + "define it under tracehook.intents");
        }
    }

    private void agents(String property, String intent, Plans plans) {
        plans.agentsOf(intent)
                .filter(agent -> !plans.agents().containsKey(agent))
                .distinct()
                .forEach(agent -> report(
                        property,
                        "the intent '" + intent + "' runs '" + agent + "', and there is no such agent: use one of "
                                + String.join(", ", new TreeSet<>(plans.agents().keySet()))
                                + ", or bind yours with tracehook.remote-agents." + agent + ".url"));
    }

    /** Who can edit a ticket can propose code: only people whom the operator names may have it written or run. */
    private void codeSource(TriggerRule rule, Plans plans) {
        CodeFrom from = rule.codeFrom();
        if (from.equals(CodeFrom.NONE) || from.author().isPresent() || rule.namesActorsAndProjects()) {
            return;
        }
        plans.firstThatDoesMoreThanLook(rule.intent())
                .ifPresent(agent -> report(
                        rule.property() + ".code-from",
                        "the rule '" + rule.name() + "' hands code from the " + from + " to '" + agent
                                + "', which does more than look at it: set actors and projects of the rule, or "
                                + "code-from=none"));
    }

    /** The agents that a rule runs know which of its values they cannot use. */
    private void context(TriggerRule rule, Plans plans) {
        Map<String, String> problems = new TreeMap<>();
        plans.agentsOf(rule.intent())
                .map(plans.agents()::get)
                .filter(Objects::nonNull)
                .forEach(agent -> problems.putAll(agent.problemsWith(rule.settings())));
        problems.forEach((name, problem) -> report(rule.property() + ".context." + name.replace('_', '-'), problem));
    }

    /** Who can edit a ticket can steer the author that reads it. It must run before what works on its code. */
    private void author(TriggerRule rule, String author, Plans plans) {
        String property = rule.property() + ".code-from";
        if (!rule.namesActorsAndProjects()) {
            report(
                    property,
                    "the rule '" + rule.name() + "' takes the code that '" + author
                            + "' proposes, and who edits a ticket can steer that: set actors and projects of the rule");
        }
        List<String> agents = plans.agentsOf(rule.intent()).toList();
        String before = agents.stream()
                .takeWhile(agent -> !agent.equals(author))
                .filter(OF_PROPOSALS::contains)
                .findFirst()
                .map(agent -> " before '" + agent + "'")
                .orElse("");
        if (!agents.isEmpty() && (!before.isEmpty() || !agents.contains(author))) {
            report(
                    property,
                    "the intent '" + rule.intent() + "' does not run '" + author + "'" + before
                            + ": let its plan begin with it, or name an agent that the plan runs");
        }
    }

    /**
     * What does more than look must not be done twice: without a ledger that all processes share, a delivery that is sent
     * again meets another process than before and runs again.
     *
     * @param asked the intents that a delivery can reach
     */
    void remembered(Set<String> asked, Plans plans) {
        new TreeSet<>(asked).forEach(intent -> plans.firstThatDoesMoreThanLook(intent)
                .ifPresent(agent -> report(
                        "tracehook.store.type",
                        "the intent '" + intent + "' runs '" + agent + "', which does more than look, and memory knows"
                                + " nothing of what other processes on Lambda have run: set dynamodb and"
                                + " tracehook.store.table, or tracehook.delivery.accept-duplicates=true"
                                + " (TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES) if doing it twice does no harm")));
    }

    private void report(String property, String problem) {
        faults.report(property, problem);
    }

    /**
     * What intents run.
     *
     * @param rules the plans
     * @param agents the agents by name
     */
    record Plans(DecisionRules rules, Map<String, Agent> agents) {

        Plans {
            agents = Map.copyOf(agents);
        }

        /** The agents that the intent runs, in order. */
        Stream<String> agentsOf(String intent) {
            return rules.rule(intent).stream()
                    .flatMap(rule -> rule.plan().tasks().stream())
                    .map(AgentTask::agent);
        }

        /** Jira's ids of the ticket's fields that the agents of the intent ask for. */
        Set<String> ticketFields(String intent) {
            return agentsOf(intent)
                    .filter(agents::containsKey)
                    .flatMap(name -> agents.get(name).ticketFields().stream())
                    .collect(Collectors.toCollection(LinkedHashSet::new));
        }

        /** The first agent of the intent that does more than look. */
        Optional<String> firstThatDoesMoreThanLook(String intent) {
            return agentsOf(intent)
                    .filter(name ->
                            agents.containsKey(name) && !agents.get(name).isReadOnly())
                    .findFirst();
        }
    }
}
