package org.tracehook.app;

import io.quarkiverse.loggingjson.JsonProvider;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.config.Environment;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Limits;
import org.tracehook.delivery.Recording;
import org.tracehook.execution.RerunRequests;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.history.Reruns;
import org.tracehook.history.TraceQueries;
import org.tracehook.history.TracesAccess;
import org.tracehook.history.TracesConfig;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;
import org.tracehook.tracelog.LineWriter;
import org.tracehook.tracelog.ScrubbedRecord;
import org.tracehook.webhook.DeliveryHandler;
import org.tracehook.webhook.WebhookConfig;
import org.tracehook.workspace.WorkspaceConfig;

/** What traces are made with, as beans. */
@Singleton
class RecordingBeans {

    /** More than anybody scrolls through while developing. */
    private static final int DEVELOPMENT_TRACES = 300;

    /** Before {@link DeliveryHandler}, which reports the faults of every part. */
    static final int FAULTS_FIRST = 1_000;

    @Produces
    @DefaultBean
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Without a table the store of a function lives for one invocation. */
    @Produces
    @RequestScoped
    @UnlessBuildProfile("dev")
    TraceStore invocationStore(SharedTable table) {
        return table.isConfigured() ? table.traces() : new MemoryTraceStore(1);
    }

    @Produces
    @ApplicationScoped
    @IfBuildProfile("dev")
    TraceStore developmentStore(SharedTable table) {
        return table.isConfigured() ? table.traces() : new MemoryTraceStore(DEVELOPMENT_TRACES);
    }

    @Produces
    @Singleton
    Scrubber scrubber(
            WebhookConfig webhook,
            WorkspaceConfig workspace,
            RemoteAgentsConfig remote,
            TracesConfig traces,
            FeedbackConfig feedback) {
        Scrubber scrubber = new Scrubber(Environment.secrets().toList());
        Stream.of(
                        WebhookConfig.secrets(webhook),
                        WorkspaceConfig.secrets(workspace),
                        RemoteAgentsConfig.secrets(remote),
                        TracesConfig.secrets(traces),
                        FeedbackConfig.secrets(feedback))
                .flatMap(secrets -> secrets.values().stream())
                .forEach(secret -> secret.tell(scrubber::learn));
        return scrubber;
    }

    @Produces
    @Singleton
    JsonProvider scrubbedRecord(Scrubber scrubber) {
        return new ScrubbedRecord(scrubber);
    }

    @Produces
    @Singleton
    @Startup(FAULTS_FIRST)
    TracesAccess access(TracesConfig config, SharedTable table, Faults faults) {
        return TracesAccess.from(config, table.isConfigured() || !Environment.isLambda(), faults);
    }

    @Produces
    @Singleton
    TraceQueries traceQueries(TracesAccess access, TraceStore store) {
        return new TraceQueries(access, store);
    }

    /** While nobody may read traces, nobody may have them run again. */
    @Produces
    @Singleton
    RerunRequests requests(TraceStore store, SharedTable table, TracesAccess access, Scrubber scrubber, Limits limits) {
        boolean shared = table.isConfigured();
        return new RerunRequests(
                shared ? table.traces() : store,
                scrubber,
                new RerunRequests.Policy(
                        access.token().isPresent(), shared ? Optional.of(limits.reserve()) : Optional.empty()));
    }

    @Produces
    @Singleton
    Reruns reruns(TracesAccess access, RerunRequests requests, Reruns.Stages stages) {
        return new Reruns(access, requests, stages);
    }

    @Produces
    @Singleton
    Storing storing(TraceStore store, SharedTable table, Limits limits) {
        return new Storing(table.isConfigured() ? table.listener(limits) : TraceListener.storing(store));
    }

    @Produces
    @Singleton
    Recording recording(Clock clock, Scrubber scrubber, Storing storing, @All List<TraceListener> listeners) {
        List<TraceListener> all = new ArrayList<>();
        all.add(storing.listener());
        all.addAll(listeners);
        return new Recording(clock, UUID::randomUUID, scrubber, all, new LineWriter());
    }

    /**
     * Keeps traces: a bean of its own type, so that it is not one of the listeners that users add.
     *
     * @param listener told of every trace
     */
    record Storing(TraceListener listener) {}
}
