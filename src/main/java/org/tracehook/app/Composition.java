package org.tracehook.app;

import io.quarkus.arc.All;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.tracehook.agent.Agent;
import org.tracehook.agent.remote.RemoteAgent;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.app.StartupCheck.Plans;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.delivery.Recording;
import org.tracehook.execution.Execution;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.execution.PendingRuns;
import org.tracehook.execution.PipelineRuns;
import org.tracehook.execution.PipelineRuns.OutsideWrites;
import org.tracehook.execution.RunBackground;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.IntentSelector.ExplicitIntents;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.intent.TriggerRules;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.IntentsConfig;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.trace.TraceStore;
import org.tracehook.webhook.Admission;
import org.tracehook.webhook.Authenticity;
import org.tracehook.webhook.DeliveryHandler;
import org.tracehook.webhook.DevelopmentSecret;
import org.tracehook.webhook.JiraConfig;
import org.tracehook.webhook.Screening;
import org.tracehook.webhook.ServedSites;
import org.tracehook.webhook.WebhookConfig;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

/** Puts the function together from its configuration, and does not let it start while that has a fault. */
@Singleton
class Composition {

    private static final Logger LOG = Logger.getLogger(Composition.class);

    private final Faults faults;
    private final Settings settings;
    private final LaunchMode mode;
    private final ExecutionMode execution;
    private final WebhookConfig webhook;
    private final DeliveryConfig deliveries;
    private final ServedSites sites;
    private final StartupCheck check;
    private final DecisionRules plans;
    private final TriggerRules triggers;

    /**
     * Reads both layers of rules; their faults are gathered.
     *
     * @param ofSample the plans of dev mode's sample
     */
    Composition(
            Faults faults, Settings settings, ExecutionMode execution, LaunchMode mode, List<DecisionRule> ofSample) {
        this.settings = settings;
        this.faults = faults;
        this.mode = mode;
        this.execution = execution;
        this.check = new StartupCheck(faults);
        this.webhook = settings.of(WebhookConfig.class);
        this.deliveries = settings.of(DeliveryConfig.class);
        this.sites = ServedSites.from(settings.of(JiraConfig.class), faults);
        this.plans = DecisionRules.from(settings.of(IntentsConfig.class), execution, faults)
                .and(ofSample);
        TriggerRules shipped = mode.isDev()
                ? ShippedTriggers.inDevelopment(plans.intentTypes())
                : ShippedTriggers.inProduction(plans.intentTypes());
        this.triggers = TriggerRules.from(settings.of(TriggersConfig.class), shipped, faults);
    }

    @Produces
    @Singleton
    DecisionRules plans() {
        return plans;
    }

    @Produces
    @Singleton
    Authenticity authenticity() {
        WebhookConfig.check(webhook, Environment.isLambda(), faults);
        Authenticity authenticity = new Authenticity(
                webhook, mode.isDev() ? Optional.of(DevelopmentSecret.ofThisProcess()) : Optional.empty());
        if (authenticity.refusesEverything()) {
            LOG.warn("Every delivery will be refused: set tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET).");
        }
        return authenticity;
    }

    @Produces
    @Singleton
    InvocationContexts invocations() {
        return new InvocationContexts(settings.of(DeadlineConfig.class));
    }

    @Produces
    @Singleton
    IntentSelector selector(Plans runnable) {
        Map<String, String> ofEveryIntent = settings.of(WorkspaceConfig.class)
                .repository()
                .map(repository -> Map.of("repository", repository))
                .orElse(Map.of());
        return new IntentSelector(
                triggers,
                new ExplicitIntents(explicitIntents(), webhook.payloadContext().orElse(List.of()), plans.intentTypes()),
                ofEveryIntent,
                runnable::ticketFields);
    }

    /** Whatever an operator binds to a remote agent's name goes there, also what Tracehook has an agent for. */
    @Produces
    @Singleton
    Plans agents(@All List<Agent> local, Workspaces workspaces) {
        RemoteAgentsConfig configured = settings.of(RemoteAgentsConfig.class);
        // Where none is configured, no class of theirs is loaded.
        List<? extends Agent> remote = configured.remoteAgents().isEmpty()
                ? List.of()
                : RemoteAgent.from(configured, triggers.authors(), workspaces, Environment.isLambda(), faults);
        return new Plans(plans, check.agents(local, remote));
    }

    @Produces
    @Singleton
    PipelineRuns runs(Plans runnable, Recording recording, OutsideWrites outside, RunBackground background) {
        PlanTimes times = new PlanTimes(
                requested().flatMap(intent -> plans.rule(intent).stream()).toList(),
                settings.of(DeadlineConfig.class).ceiling());
        times.warnings(execution).forEach(LOG::warn);
        check.reachable(triggers, explicitIntents(), runnable);
        if (Environment.isLambda() && execution == ExecutionMode.INLINE) {
            times.checkAuthors(triggers, faults);
            times.checkRemoteAgents(remoteTimeouts(), faults);
        }
        return new PipelineRuns(
                new Orchestrator(plans, runnable.agents()), plans.intentTypes(), recording, outside, background);
    }

    @Produces
    @Singleton
    RunBackground background(JiraFeedback feedback, TraceStore traces, Plans runnable) {
        return new RunBackground(feedback, traces, runnable::ticketFields);
    }

    /** Of the remote agents that are no authors, which are acknowledged in any case. */
    private Map<String, Duration> remoteTimeouts() {
        return settings.of(RemoteAgentsConfig.class).remoteAgents().entrySet().stream()
                .filter(agent -> !triggers.authors().contains(agent.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, agent -> agent.getValue().timeout()));
    }

    @Produces
    @Singleton
    PendingRuns pendingRuns(DeliveryLedger ledger, Plans runnable, Recording recording) {
        DeliveryConfig.check(deliveries, faults);
        if (Environment.isLambda()
                && !ledger.isShared()
                && !deliveries.delivery().acceptDuplicates()) {
            check.remembered(requested().collect(Collectors.toSet()), runnable);
        }
        if (execution == ExecutionMode.ACKNOWLEDGE && !ledger.isShared()) {
            faults.report(
                    "tracehook.execution",
                    "acknowledge needs a ledger that the run's process shares: set tracehook.store.type"
                            + " (TRACEHOOK_STORE_TYPE) to dynamodb and tracehook.store.table, or use inline");
        }
        return new PendingRuns(deliveries, sites.only(), mode.isDev(), recording);
    }

    /** Whether a delivery can reach that agent of Tracehook's own: no remote agent takes its place. */
    boolean reaches(String agent) {
        return !settings.of(RemoteAgentsConfig.class).remoteAgents().containsKey(agent)
                && requested()
                        .anyMatch(intent ->
                                new Plans(plans, Map.of()).agentsOf(intent).anyMatch(agent::equals));
    }

    /** The intents that a delivery can reach, in alphabetical order. */
    private Stream<String> requested() {
        return Stream.concat(triggers.intents().stream(), explicitIntents().stream())
                .distinct()
                .sorted();
    }

    private List<String> explicitIntents() {
        return webhook.explicitIntents().orElse(List.of());
    }

    @Produces
    @Singleton
    DeliveryReplies replies(Recording recording) {
        return new DeliveryReplies(recording, plans.intentTypes());
    }

    @Produces
    @Singleton
    DeliveryHandler.Stages stages(
            Authenticity authenticity,
            IntentSelector selector,
            JiraFeedback feedback,
            PendingRuns runs,
            IdempotencyHandler idempotency,
            Execution execution) {
        boolean paused = settings.of(TriggersConfig.class).paused();
        return new DeliveryHandler.Stages(
                new Admission(webhook, paused, authenticity, sites),
                selector,
                new Screening(feedback, deliveries.delivery().maxAge().limit()),
                runs,
                idempotency,
                execution);
    }

    @Produces
    @Singleton
    @Startup
    DeliveryHandler deliveries(DeliveryHandler.Stages stages, DeliveryReplies replies) {
        if (!faults.all().isEmpty()) {
            throw refusal(faults, mode);
        }
        return new DeliveryHandler(stages, replies);
    }

    /**
     * Quarkus logs this exception as one line, where it would print a {@code ConfigurationException} as plain text. In dev
     * mode it would add the stack trace, and start anew for every request: there the message stands alone, and the function
     * counts as started and ended, until a file changes.
     */
    static RuntimeException refusal(Faults faults, LaunchMode mode) {
        if (mode.isDev()) {
            LOG.errorf(
                    "%s%n%nCorrect the file: the next request uses it. For a variable of the environment start dev mode again.",
                    faults.message());
            return new PreventFurtherStepsException();
        }
        return new IllegalStateException(faults.message());
    }
}
