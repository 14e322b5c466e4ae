package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.function.Function;
import org.tracehook.config.Secret;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.trace.Scrubber;
import org.tracehook.viewer.DryRun;
import org.tracehook.viewer.FunctionAddress;
import org.tracehook.viewer.LocalGateway;
import org.tracehook.viewer.Viewer;
import org.tracehook.webhook.Credentials;
import org.tracehook.webhook.DeliveryHandler;
import org.tracehook.webhook.Signature;
import org.tracehook.webhook.WebhookSettings;

/**
 * The page of traces and the local gateway of dev mode.
 *
 * <p>The build removes this class, the page and the package {@code viewer} before it packages the function, so nothing else
 * may name them.
 */
@Singleton
@IfBuildProfile("dev")
class ViewerWiring {

    /** After {@link DeliveryHandler}: a function that does not start has no page. */
    private static final int FUNCTION_FIRST = 5_000;

    /** The property in which Quarkus gives the address of its mock of Lambda, where the function takes requests. */
    private static final String EVENT_SERVER = "quarkus-internal.aws-lambda.test-api";

    private static final Path SAMPLES = Path.of("src/test/resources/jira");

    @Produces
    @Singleton
    FunctionAddress function(SmallRyeConfig config) {
        return FunctionAddress.of(config.getValue(EVENT_SERVER, String.class));
    }

    @Produces
    @Singleton
    DryRun dryRun(IntentSelector selector, DecisionRules plans, Scrubber scrubber) {
        return new DryRun(selector, intent -> plan(plans, intent), scrubber);
    }

    private static DryRun.Plan plan(DecisionRules plans, Intent intent) {
        DecisionRules.PlanDecision decision = plans.decide(intent);
        return new DryRun.Plan(decision.planSummary(), decision.refusal());
    }

    @Produces
    @Singleton
    Viewer viewer(Settings own, FunctionAddress function, WebhookSettings settings, DryRun rules) {
        Secret secret = settings.credentials().developmentSecret().orElseThrow();
        return new Viewer(
                own.of(DevModeConfig.class).viewer().port(),
                new Viewer.Webhooks(function, signing(secret), settings.maxBodySize(), rules, SAMPLES));
    }

    @Produces
    @Singleton
    LocalGateway gateway(Settings own, FunctionAddress function, WebhookSettings settings) {
        Credentials credentials = settings.credentials();
        return new LocalGateway(
                own.of(DevModeConfig.class).localGateway().port(),
                new LocalGateway.Receiver(
                        function,
                        credentials.tokenHeader(),
                        credentials.localSecret().map(ViewerWiring::signing)));
    }

    private static Function<byte[], String> signing(Secret secret) {
        return body -> Signature.of(body, secret).value();
    }

    void start(@Observes @Priority(FUNCTION_FIRST) StartupEvent event, Viewer viewer, LocalGateway gateway) {
        viewer.start();
        gateway.start();
    }

    void stop(@Disposes Viewer viewer) {
        viewer.stop();
    }
}
