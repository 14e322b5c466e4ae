package org.tracehook.app;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** The settings of features that have none of their own. They are a part of the executable. */
    private static final Map<Class<?>, Object> DEFAULTS = Mappings.defaults(MAPPINGS);

    private final SmallRyeConfig config;
    private final Set<String> set;

    /** The features that have settings of their own. */
    private final Set<Class<?>> registered;

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
        Set<ConfigClass> features = MAPPINGS.stream()
                .filter(mapping -> set.stream().anyMatch(property -> KnownProperties.reads(mapping, property)))
                .collect(Collectors.toCollection(HashSet::new));
        if (exportTraces()) {
            ConfigClass telemetry = ConfigClass.configClass(TelemetryConfig.class);
            PropertyValues.check(config, telemetry.getProperties().keySet(), faults);
            features.add(telemetry);
        }
        PropertiesFile.check(config.getConfigSources(), faults);
        Mappings.register(config, features, faults);
        this.registered = features.stream().map(ConfigClass::getType).collect(Collectors.toSet());
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
     * The settings of one feature; those that it has by default unless something of it is set.
     *
     * @throws IllegalStateException if there is a fault
     */
    public <T> T of(Class<T> mapping) {
        if (!faults.all().isEmpty()) {
            throw new IllegalStateException(faults.message());
        }
        return registered.contains(mapping) ? config.getConfigMapping(mapping) : mapping.cast(DEFAULTS.get(mapping));
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
