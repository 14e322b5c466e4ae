package org.tracehook.webhook;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.tracehook.config.Faults;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.orchestrator.Decision;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.trace.Scrubber;
import org.tracehook.viewer.DryRun;
import org.tracehook.viewer.FunctionAddress;
import org.tracehook.viewer.Viewer;
import org.tracehook.viewer.ViewerConfig;
import org.tracehook.viewer.ViewerPort;

/**
 * The page of traces in dev mode.
 *
 * <p>The build takes this class, the page and its package out before it packages the function: nothing else may name them.
 */
@Singleton
@IfBuildProfile("dev")
class ViewerWiring {

    /** After {@link Deliveries}: no page for a function that does not start. */
    private static final int FUNCTION_FIRST = 5_000;

    /** The event server of dev mode is where the function takes deliveries; Quarkus tells its address so. */
    private static final String EVENT_SERVER = "quarkus-internal.aws-lambda.test-api";

    private static final Path SAMPLES = Path.of("src/test/resources/jira");

    @Produces
    @Singleton
    @Startup(RecordingBeans.FAULTS_FIRST)
    ViewerPort port(ViewerConfig config, Faults faults) {
        return ViewerPort.from(config, faults);
    }

    @Produces
    @Singleton
    DryRun dryRun(IntentSelector selector, DecisionRules plans, Scrubber scrubber) {
        return new DryRun(selector, intent -> plan(plans, intent), scrubber);
    }

    private static DryRun.Plan plan(DecisionRules plans, Intent intent) {
        Decision decision = plans.decide(intent);
        return new DryRun.Plan(decision.planSummary(), decision.fold(run -> null, Decision.Refused::why));
    }

    @Produces
    @Singleton
    Viewer viewer(Vertx vertx, ViewerPort port, WebhookSettings settings, DryRun rules, SmallRyeConfig config) {
        Credentials credentials = settings.credentials();
        return new Viewer(
                vertx,
                port,
                new Viewer.Webhooks(
                        FunctionAddress.of(config.getValue(EVENT_SERVER, String.class)),
                        body -> Signature.of(body, credentials.loopbackSecret().get(0))
                                .value(),
                        settings.maxBodySize(),
                        rules,
                        SAMPLES));
    }

    void start(@Observes @Priority(FUNCTION_FIRST) StartupEvent event, Viewer viewer) {
        viewer.start();
    }

    void stop(@Disposes Viewer viewer) {
        viewer.stop();
    }
}
