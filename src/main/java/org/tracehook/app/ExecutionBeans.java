package org.tracehook.app;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.tracehook.acknowledge.AcceptedRuns;
import org.tracehook.acknowledge.AcknowledgedExecution;
import org.tracehook.acknowledge.FunctionError;
import org.tracehook.acknowledge.SelfInvocation;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Recording;
import org.tracehook.execution.CommitStatuses;
import org.tracehook.execution.Execution;
import org.tracehook.execution.ExecutionConfig;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.InlineExecution;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.execution.PipelineRuns;
import org.tracehook.execution.PipelineRuns.OutsideWrites;
import org.tracehook.execution.RerunRequests;
import org.tracehook.execution.TraceExport;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.telemetry.SpanExport;
import org.tracehook.telemetry.TelemetryConfig;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceStore;

/** What claims and executes runs, as beans. */
@Singleton
class ExecutionBeans {

    private static final Logger LOG = Logger.getLogger(ExecutionBeans.class);

    private final Settings settings;
    private final Faults faults;
    private final LaunchMode mode;

    ExecutionBeans(Settings settings, Faults faults, LaunchMode mode) {
        this.settings = settings;
        this.faults = faults;
        this.mode = mode;
    }

    /** Outside Lambda, without a stand-in, nothing takes an invocation; in dev mode anybody could send one. */
    @Produces
    @Singleton
    ExecutionMode execution() {
        ExecutionConfig config = settings.of(ExecutionConfig.class);
        if (config.execution() == ExecutionMode.INLINE
                || Environment.isLambda()
                || (config.acknowledge().endpointOverride().isPresent() && !mode.isDev())) {
            return config.execution();
        }
        LOG.info("tracehook.execution=acknowledge takes effect on Lambda alone: here deliveries are run inline.");
        return ExecutionMode.INLINE;
    }

    @Produces
    @Singleton
    JiraFeedback feedback(DecisionRules plans, Recording recording) {
        return settings.areSet("tracehook.feedback.")
                ? JiraFeedback.of(settings.of(FeedbackConfig.class), plans.intentTypes(), recording, faults)
                : JiraFeedback.none();
    }

    @Produces
    @Singleton
    OutsideWrites outside(
            JiraFeedback feedback, GitHostBeans.Configured hosting, RerunRequests requests, Scrubber scrubber) {
        CommitStatuses statuses = hosting.host() != null && hosting.host().writesStatuses()
                ? CommitStatuses.to(hosting.host(), feedback)
                : CommitStatuses.none();
        return new OutsideWrites(
                feedback,
                statuses,
                requests,
                traces(scrubber),
                settings.of(DeadlineConfig.class).reserve());
    }

    private TraceExport traces(Scrubber scrubber) {
        if (!settings.exportTraces()) {
            return TraceExport.none();
        }
        Set<String> remoteAgents =
                settings.of(RemoteAgentsConfig.class).remoteAgents().keySet();
        return SpanExport.from(settings.of(TelemetryConfig.class), remoteAgents, scrubber, faults)
                .map(TraceExport::with)
                .orElseGet(TraceExport::none);
    }

    @Produces
    @Singleton
    IdempotencyHandler idempotency(DeliveryLedger ledger, Recording recording, DeliveryReplies replies) {
        return new IdempotencyHandler(ledger, recording, replies);
    }

    @Produces
    @Singleton
    @Typed(InlineExecution.class)
    InlineExecution inline(PipelineRuns runs, IdempotencyHandler idempotency) {
        return new InlineExecution(runs, idempotency);
    }

    @Produces
    @Singleton
    @Typed(AcknowledgedExecution.class)
    AcknowledgedExecution acknowledged(
            InlineExecution inline,
            IdempotencyHandler idempotency,
            DeliveryReplies replies,
            AcknowledgedExecution.HandOver handOver) {
        return new AcknowledgedExecution(inline, idempotency, replies, handOver);
    }

    /** The acknowledged execution is made only where it is used: it loads the AWS SDK. */
    @Produces
    @Singleton
    Execution execution(ExecutionMode execution, InlineExecution inline, Instance<AcknowledgedExecution> acknowledged) {
        return execution == ExecutionMode.ACKNOWLEDGE ? acknowledged.get() : inline;
    }

    @Produces
    @Singleton
    AcknowledgedExecution.HandOver handOver(TraceStore store) {
        Optional<URI> endpoint =
                settings.of(ExecutionConfig.class).acknowledge().endpointOverride();
        return new AcknowledgedExecution.HandOver(new SelfInvocation(endpoint)::invoke, store);
    }

    @Produces
    @Singleton
    AcceptedRuns accepted(IdempotencyHandler idempotency, InlineExecution inline, Recording recording) {
        return new AcceptedRuns(idempotency, inline, recording);
    }

    /** A run that was accepted before the settings changed is executed all the same. */
    @Produces
    @Singleton
    FunctionError functionError(ExecutionMode execution) {
        return FunctionError.ofProcess(
                !mode.isDev() && (Environment.isLambda() || execution == ExecutionMode.ACKNOWLEDGE));
    }
}
