package org.tracehook.webhook;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.tracehook.config.Faults;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.trace.TraceStore;

/** What becomes of claimed deliveries, as beans. */
@Singleton
class ExecutionBeans {

    private static final Logger LOG = Logger.getLogger(ExecutionBeans.class);

    private final Faults faults;
    private final LaunchMode mode;

    ExecutionBeans(Faults faults, LaunchMode mode) {
        this.faults = faults;
        this.mode = mode;
    }

    /** Outside Lambda, and without what stands in for it, nobody takes an invocation; in dev mode everybody could send one. */
    @Produces
    @Singleton
    ExecutionSettings settings(ExecutionConfig config) {
        ExecutionSettings settings = ExecutionSettings.from(config, faults);
        if (!settings.acknowledges()
                || Environment.isLambda()
                || (settings.endpointOverride().isPresent() && !mode.isDev())) {
            return settings;
        }
        LOG.info("tracehook.execution=acknowledge takes effect on Lambda alone: here deliveries are run inline.");
        return settings.inline();
    }

    @Produces
    @Singleton
    Claims claims(DeliveryLedger ledger, Recording recording) {
        return new Claims(ledger, recording.clock());
    }

    @Produces
    @Singleton
    Dismissal dismissal(Recording recording) {
        return new Dismissal(recording);
    }

    @Produces
    @Singleton
    Claimant claimant(Claims claims, PipelineRuns runs, Dismissal dismissal) {
        return new Claimant(claims, runs, dismissal);
    }

    @Produces
    @Singleton
    @Typed(Inline.class)
    Inline inline(PipelineRuns runs, Claims claims) {
        return new Inline(runs, claims);
    }

    @Produces
    @Singleton
    @Typed(Acknowledge.class)
    Acknowledge acknowledge(Inline inline, Acknowledge.HandOver handOver, Claims claims, Dismissal dismissal) {
        return new Acknowledge(inline, handOver, claims, dismissal);
    }

    /** What hands over is made only where it is used: it brings an AWS SDK. */
    @Produces
    @Singleton
    Execution execution(ExecutionSettings settings, Inline inline, Instance<Acknowledge> acknowledge) {
        return settings.acknowledges() ? acknowledge.get() : inline;
    }

    @Produces
    @Singleton
    Acknowledge.HandOver handOver(ExecutionSettings settings, TraceStore store, PipelineRuns runs) {
        SelfInvocation self = new SelfInvocation(settings.endpointOverride());
        return new Acknowledge.HandOver(self::invoke, store::store, runs::logged);
    }

    @Produces
    @Singleton
    AcceptedRuns accepted(Claimant claimant, Inline inline, Recording recording) {
        return new AcceptedRuns(claimant, inline, recording);
    }

    /** What was accepted before a change of the settings is run all the same. */
    @Produces
    @Singleton
    FunctionError functionError(ExecutionSettings settings) {
        return FunctionError.ofProcess(!mode.isDev() && (Environment.isLambda() || settings.acknowledges()));
    }
}
