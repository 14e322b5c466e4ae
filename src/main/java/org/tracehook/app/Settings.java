package org.tracehook.app;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.development.DevelopmentConfig;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.agent.testing.TestingConfig;
import org.tracehook.config.Faults;
import org.tracehook.config.KnownProperties;
import org.tracehook.config.ListProperties;
import org.tracehook.config.Mappings;
import org.tracehook.config.PropertiesFile;
import org.tracehook.config.PropertyValues;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.execution.ExecutionConfig;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.githost.PullRequestConfig;
import org.tracehook.history.TracesConfig;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.orchestrator.IntentsConfig;
import org.tracehook.telemetry.TelemetryConfig;
import org.tracehook.webhook.JiraConfig;
import org.tracehook.webhook.WebhookConfig;
import org.tracehook.workspace.WorkspaceConfig;

/**
 * The settings of every feature, with their types.
 *
 * <p>The mappings are registered here and not by injection: Quarkus would register them while it makes its configuration, and
 * end with the first mapping's faults in words of its own, which show values.
 */
public final class Settings {

    static final Set<ConfigClass> MAPPINGS = Stream.of(
                    DeadlineConfig.class,
                    DeliveryConfig.class,
                    DevModeConfig.GatewayConfig.class,
                    DevModeConfig.PageConfig.class,
                    DevelopmentConfig.class,
                    ExecutionConfig.class,
                    FeedbackConfig.class,
                    IntentsConfig.class,
                    JiraConfig.class,
                    PullRequestConfig.class,
                    RemoteAgentsConfig.class,
                    ReviewConfig.class,
                    SecretsConfig.class,
                    TestingConfig.class,
                    TracesConfig.class,
                    TriggersConfig.class,
                    WebhookConfig.class,
                    WorkspaceConfig.class)
            .map(ConfigClass::configClass)
            .collect(Collectors.toUnmodifiableSet());

    /** Their names are OpenTelemetry's: {@code OTEL_EXPORTER_OTLP_ENDPOINT} and the one of traces. */
    private static final List<String> RECEIVERS =
            List.of("otel.exporter.otlp.endpoint", "otel.exporter.otlp.traces.endpoint");

    private static final KnownProperties KNOWN = new KnownProperties(MAPPINGS);

    private final SmallRyeConfig config;
    private final Set<String> set;
    private final Set<Class<?>> registered = new HashSet<>();

    /** What is wrong with names, values and files. */
    private final Faults faults = new Faults();

    /**
     * Reads the configuration.
     *
     * @param variables the names of the environment's variables
     */
    public Settings(SmallRyeConfig config, Set<String> variables) {
        this.config = config;
        this.set = KNOWN.set(config.getPropertyNames(), variables, faults);
        ListProperties.check(set, property -> written(config.getConfigValue(property)), faults);
        PropertyValues.check(config, set, faults);
        if (exportTraces()) {
            PropertyValues.check(
                    config,
                    ConfigClass.configClass(TelemetryConfig.class)
                            .getProperties()
                            .keySet(),
                    faults);
        }
        PropertiesFile.check(config.getConfigSources(), faults);
        Set<ConfigClass> features = MAPPINGS.stream()
                .filter(mapping -> areSet(mapping.getPrefix() + "."))
                .collect(Collectors.toSet());
        Mappings.register(config, features, faults);
        features.forEach(mapping -> registered.add(mapping.getType()));
    }

    /** The value; one that refers to nothing is no empty one, which would be another fault. */
    private static Optional<String> written(ConfigValue value) {
        return Optional.ofNullable(value.hasProblems() ? value.getRawValue() : value.getValue());
    }

    /** Every property that is read. */
    public static KnownProperties known() {
        return KNOWN;
    }

    /** What is wrong with names, values and files; while there is something, no feature has settings. */
    public Faults faults() {
        return faults;
    }

    /**
     * The settings of one feature. Without any of its own it has its defaults, and is looked at when it is asked for first.
     *
     * @throws IllegalStateException if there is a fault
     */
    public synchronized <T> T of(Class<T> mapping) {
        if (registered.add(mapping)) {
            Mappings.register(config, Set.of(ConfigClass.configClass(mapping)), faults);
        }
        if (!faults.all().isEmpty()) {
            throw new IllegalStateException(faults.message());
        }
        return config.getConfigMapping(mapping);
    }

    /** Whether OpenTelemetry's variables name a receiver of traces. */
    boolean exportTraces() {
        return RECEIVERS.stream().anyMatch(property -> written(config.getConfigValue(property))
                .filter(value -> !value.isBlank())
                .isPresent());
    }

    /** Whether a property is set whose name begins so. */
    boolean areSet(String prefix) {
        return set.stream().anyMatch(property -> property.startsWith(prefix));
    }
}
