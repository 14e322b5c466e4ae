package org.tracehook.webhook;

import io.quarkiverse.loggingjson.JsonProvider;
import io.quarkus.arc.All;
import io.quarkus.arc.DefaultBean;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.arc.profile.UnlessBuildProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;
import org.tracehook.tracelog.LineWriter;
import org.tracehook.tracelog.ScrubbedRecord;
import org.tracehook.workspace.WorkspaceConfig;

/** What traces are made with, as beans. */
@Singleton
class RecordingBeans {

    /** More than anybody scrolls through while developing. */
    private static final int DEVELOPMENT_TRACES = 300;

    @Produces
    @DefaultBean
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /** The store of a function lives for one invocation. */
    @Produces
    @RequestScoped
    @UnlessBuildProfile("dev")
    TraceStore invocationStore() {
        return new MemoryTraceStore(1);
    }

    @Produces
    @ApplicationScoped
    @IfBuildProfile("dev")
    TraceStore developmentStore() {
        return new MemoryTraceStore(DEVELOPMENT_TRACES);
    }

    @Produces
    @Singleton
    Scrubber scrubber(WebhookConfig webhook, WorkspaceConfig workspace, RemoteAgentsConfig remote) {
        Stream<String> configured = Stream.of(
                        WebhookConfig.secrets(webhook),
                        WorkspaceConfig.secrets(workspace),
                        RemoteAgentsConfig.secrets(remote))
                .flatMap(secrets -> secrets.values().stream())
                .map(secret -> new String(secret.bytes(), StandardCharsets.UTF_8));
        return new Scrubber(Stream.concat(configured, Environment.secrets()).toList());
    }

    @Produces
    @Singleton
    JsonProvider scrubbedRecord(Scrubber scrubber) {
        return new ScrubbedRecord(scrubber);
    }

    @Produces
    @Singleton
    Recording recording(Clock clock, Scrubber scrubber, TraceStore store, @All List<TraceListener> listeners) {
        List<TraceListener> all = new ArrayList<>();
        all.add(TraceListener.storing(store));
        all.addAll(listeners);
        return new Recording(clock, UUID::randomUUID, scrubber, all, new LineWriter());
    }
}
