package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.tracehook.config.Faults;
import org.tracehook.config.Mappings;
import org.tracehook.config.Secret;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.history.TracesAccess;
import org.tracehook.intent.Intent;
import org.tracehook.intent.IntentSelector;
import org.tracehook.jira.Site;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.Scrubber;
import org.tracehook.viewer.DryRun;
import org.tracehook.viewer.FunctionAddress;
import org.tracehook.viewer.LiveReload;
import org.tracehook.viewer.LocalGateway;
import org.tracehook.viewer.Rerun;
import org.tracehook.viewer.Viewer;
import org.tracehook.webhook.Authenticity;
import org.tracehook.webhook.DeliveryHandler;
import org.tracehook.webhook.DevelopmentSecret;
import org.tracehook.webhook.JiraConfig;
import org.tracehook.webhook.ServedSites;
import org.tracehook.webhook.Signature;
import org.tracehook.webhook.WebhookConfig;

/**
 * The page of traces and the local gateway of dev mode.
 *
 * <p>The build removes this class, the page and the package {@code viewer} before it packages the function, so nothing else
 * may name them.
 */
@Singleton
@IfBuildProfile("dev")
class ViewerWiring {

    /** Before {@link ConfigurationBeans}, which ends a start with faults. */
    private static final int BEFORE_THE_FUNCTION = 0;

    /** After {@link DeliveryHandler}: instead of a function that does not start, {@link LiveReload} answers. */
    private static final int FUNCTION_FIRST = 5_000;

    /** The property in which Quarkus gives the address of its mock of Lambda, where the function takes requests. */
    private static final String EVENT_SERVER = "quarkus-internal.aws-lambda.test-api";

    /** More than anybody scrolls through while developing. */
    private static final int DEVELOPMENT_TRACES = 300;

    private static final Path SAMPLES = Path.of("src/test/resources/jira");

    @Produces
    @Singleton
    @Startup(BEFORE_THE_FUNCTION - 1)
    LiveReload liveReload(Settings settings, Faults across) {
        LiveReload reload = new LiveReload(() -> settings.faults().all().isEmpty()
                ? across.message()
                : settings.faults().message());
        reload.starting();
        return reload;
    }

    void ended(@Disposes LiveReload reload) {
        reload.ended();
    }

    @Produces
    @Singleton
    @Startup(BEFORE_THE_FUNCTION)
    Viewer viewer(SmallRyeConfig config) {
        Viewer viewer = new Viewer(port(config, DevModeConfig.PageConfig.class, DevModeConfig.PageConfig::port));
        viewer.listen();
        return viewer;
    }

    void stop(@Disposes Viewer viewer) {
        viewer.stop();
    }

    @Produces
    @Singleton
    @Startup(BEFORE_THE_FUNCTION)
    LocalGateway gateway(SmallRyeConfig config) {
        LocalGateway gateway =
                new LocalGateway(port(config, DevModeConfig.GatewayConfig.class, DevModeConfig.GatewayConfig::port));
        gateway.listen();
        return gateway;
    }

    /** As configured, whatever else has a fault; with a fault of its own any, so that a server stays where it is. */
    private static <T> int port(SmallRyeConfig config, Class<T> mapping, ToIntFunction<T> port) {
        Faults faults = new Faults();
        Mappings.register(config, Set.of(ConfigClass.configClass(mapping)), faults);
        return faults.all().isEmpty() ? port.applyAsInt(config.getConfigMapping(mapping)) : 0;
    }

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
    Viewer.Webhooks webhooks(Settings settings, FunctionAddress function, DryRun rules) {
        long longest = settings.of(WebhookConfig.class).maxBodySize().asLongValue();
        return new Viewer.Webhooks(function, signing(DevelopmentSecret.ofThisProcess()), longest, rules, SAMPLES);
    }

    /** What {@link StoreBeans} keeps traces in: a trace of the page can be run again after a live reload. */
    @Produces
    @Singleton
    @Typed(MemoryTraceStore.class)
    MemoryTraceStore memory() {
        return new MemoryTraceStore(DEVELOPMENT_TRACES, LiveReload.traces());
    }

    @Produces
    @Singleton
    Viewer.Traces traces(Settings settings, FunctionAddress function, TracesAccess access) {
        DevModeConfig.PageConfig page = settings.of(DevModeConfig.PageConfig.class);
        Viewer.Links links = new Viewer.Links(
                ServedSites.from(settings.of(JiraConfig.class), new Faults())
                        .only()
                        .filter(site -> !Site.isCloudId(site))
                        .map(site -> "https://" + site + "/browse/{issue_key}")
                        .orElse(null),
                page.commitLink().orElse(null),
                page.logLink().or(settings.of(FeedbackConfig.class)::logsUrl).orElse(null));
        return new Viewer.Traces(links, new Rerun(function, access.rerunToken()));
    }

    @Produces
    @Singleton
    LocalGateway.Receiver receiver(Settings settings, FunctionAddress function, Authenticity authenticity) {
        return new LocalGateway.Receiver(
                function,
                settings.of(WebhookConfig.class).tokenHeader(),
                authenticity.localSecret().map(ViewerWiring::signing));
    }

    private static Function<byte[], String> signing(Secret secret) {
        return body -> Signature.of(body, secret).value();
    }

    void startPage(
            @Observes @Priority(FUNCTION_FIRST) StartupEvent event,
            Viewer viewer,
            Viewer.Webhooks webhooks,
            Viewer.Traces traces) {
        viewer.start(webhooks, traces);
    }

    void startGateway(
            @Observes @Priority(FUNCTION_FIRST) StartupEvent event,
            LocalGateway gateway,
            LocalGateway.Receiver function) {
        gateway.start(function);
    }

    void started(@Observes @Priority(FUNCTION_FIRST + 1) StartupEvent event, LiveReload reload) {
        reload.started();
    }
}
