package org.tracehook.app;

import io.quarkiverse.loggingjson.JsonProvider;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.delivery.Recording;
import org.tracehook.execution.Execution;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.PendingRuns;
import org.tracehook.execution.RerunRequests;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.history.Reruns;
import org.tracehook.history.TraceQueries;
import org.tracehook.history.TracesAccess;
import org.tracehook.history.TracesConfig;
import org.tracehook.telemetry.TelemetryConfig;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.ScrubbedRecord;
import org.tracehook.webhook.DevelopmentSecret;
import org.tracehook.webhook.WebhookConfig;
import org.tracehook.workspace.WorkspaceConfig;

/** What traces are recorded, read and run again with, as beans. */
@Singleton
class TraceBeans {

    @Produces
    @DefaultBean
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    Scrubber scrubber(Settings settings) {
        Scrubber scrubber = new Scrubber(Environment.secrets().toList());
        if (!settings.faults().all().isEmpty()) {
            // Lines about faults show no values.
            return scrubber;
        }
        WebhookConfig.secrets(settings.of(WebhookConfig.class))
                .values()
                .forEach(secret -> secret.announceTo(scrubber::learn));
        TracesConfig traces = settings.of(TracesConfig.class);
        Stream.of(traces.token(), traces.rerunToken())
                .flatMap(Optional::stream)
                .forEach(token -> token.announceTo(scrubber::learn));
        RemoteAgentsConfig.announceSecrets(settings.of(RemoteAgentsConfig.class), scrubber::learn);
        WorkspaceConfig.announceSecrets(settings.of(WorkspaceConfig.class), scrubber::learn);
        if (settings.areSet("tracehook.pull-request.")) {
            PullRequestConfig.announceSecrets(settings.of(PullRequestConfig.class), scrubber::learn);
        }
        if (settings.areSet("tracehook.feedback.")) {
            FeedbackConfig.announceSecrets(settings.of(FeedbackConfig.class), scrubber::learn);
        }
        if (settings.exportTraces()) {
            TelemetryConfig.announceSecrets(settings.of(TelemetryConfig.class), scrubber::learn);
        }
        return scrubber;
    }

    @Produces
    @Singleton
    JsonProvider scrubbedRecord(Scrubber scrubber) {
        return new ScrubbedRecord(scrubber);
    }

    @Produces
    @Singleton
    @Startup(ConfigurationBeans.FAULTS_FIRST)
    TracesAccess access(Settings settings, TraceStore store, Faults faults, LaunchMode mode) {
        TracesAccess access =
                TracesAccess.from(settings.of(TracesConfig.class), store.isShared() || !Environment.isLambda(), faults);
        // Dev mode's page runs traces again without a token of anybody's.
        return mode.isDev() && access.rerunToken().isEmpty()
                ? new TracesAccess(access.token(), Optional.of(DevelopmentSecret.ofThisProcess()))
                : access;
    }

    @Produces
    @Singleton
    TraceQueries traceQueries(TracesAccess access, TraceStore store) {
        return new TraceQueries(access, store);
    }

    /** What a rerun needs is kept only while somebody may ask for one. */
    @Produces
    @Singleton
    RerunRequests requests(TraceStore store, TracesAccess access, Scrubber scrubber) {
        return new RerunRequests(store, scrubber, access.rerunToken().isPresent());
    }

    @Produces
    @Singleton
    Reruns reruns(
            TracesAccess access,
            RerunRequests requests,
            PendingRuns runs,
            IdempotencyHandler idempotency,
            Execution execution) {
        return new Reruns(access, requests, new Reruns.Stages(runs, idempotency, execution));
    }

    @Produces
    @Singleton
    Recording recording(Clock clock, Scrubber scrubber, @All List<TraceListener> listeners) {
        return new Recording(clock, UUID::randomUUID, scrubber, listeners, LogLine::write);
    }
}
