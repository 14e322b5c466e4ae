package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.config.ListProperties;
import org.tracehook.config.PropertyValues;
import org.tracehook.config.Secret;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.telemetry.TelemetryConfig;

class SettingsTest {

    private final Faults faults = new Faults();

    private void check(List<String> properties, Set<String> variables) {
        Settings.known().set(properties, variables, faults);
    }

    @Test
    void everyMappingIsRead() {
        Set<Class<?>> annotated = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.tracehook").stream()
                        .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                        .map(JavaClass::reflect)
                        .collect(Collectors.toSet());

        // The names of its properties are OpenTelemetry's.
        annotated.remove(TelemetryConfig.class);
        assertEquals(annotated, mappings().collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> mappings() {
        return Settings.MAPPINGS.stream().map(ConfigClass::getType);
    }

    private static Stream<Method> settings() {
        return mappings()
                .flatMap(mapping -> Stream.concat(Stream.of(mapping), Arrays.stream(mapping.getDeclaredClasses())))
                .filter(Class::isInterface)
                .flatMap(mapping -> Arrays.stream(mapping.getDeclaredMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .distinct();
    }

    /** {@link ListProperties} knows lists by these names. */
    @Test
    void everyListOfTextsIsNamedAsOne() {
        Set<String> lists = settings()
                .filter(method -> method.getGenericReturnType()
                        .getTypeName()
                        .matches("java\\.util\\.(?:Optional<java\\.util\\.List<.*|List<java\\.lang\\.String>)"))
                .map(SettingsTest::name)
                .collect(Collectors.toSet());

        assertEquals(21, lists.size());
        Set<String> others = settings().map(SettingsTest::name).collect(Collectors.toSet());
        others.removeAll(lists);
        lists.forEach(
                name -> assertTrue(ListProperties.LISTS.matcher("." + name).matches(), name));
        others.forEach(
                name -> assertFalse(ListProperties.LISTS.matcher("." + name).matches(), name));
    }

    /** {@link PropertyValues} knows secrets by these names. */
    @Test
    void everySecretIsNamedAsOne() {
        List<Method> secrets = settings()
                .filter(method -> method.getGenericReturnType().getTypeName().contains(Secret.class.getName()))
                .toList();

        assertEquals(10, secrets.size());
        secrets.forEach(secret ->
                assertTrue(name(secret).matches("(?:.*-)?(?:secret|token|password|app-key)"), secret::toString));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.paused",
                "tracehook.webhook.secret",
                "tracehook.triggers[0].to-status",
                "tracehook.triggers[12].to-status[3]",
                "tracehook.triggers[0].context.base-branch",
                "tracehook.intents.review_code.tasks[0].agent",
                "tracehook.intents.\"with.dots\".required",
                "tracehook.remote-agents.testing_agent.url",
                "tracehook.remote-agents.testing_agent.config.suite",
                "tracehook.testing.command[1]",
                "tracehook.testing.commands.web.command",
                "tracehook.review.sets.web.rules",
                "tracehook.testing.variables.MAVEN_OPTS",
                "quarkus.log.level",
                "tracehooked"
            })
    void whatIsReadOrBelongsToOthersPasses(String property) {
        check(List.of(property), Set.of());

        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.pause",
                "tracehook.webhook-secret",
                "tracehook.webhook.sekret",
                "tracehook.webhook.secret.x",
                "tracehook.triggers[0].to-statuss",
                "tracehook.triggers.0.name",
                "tracehook.intents.tasks[0].agent",
                "tracehook.intents.a.b.required",
                "tracehook.remote-agents.testing_agent.uri",
                "tracehook.remote-agents.testing_agent.config"
            })
    void aMisspeltPropertyIsAFault(String property) {
        check(List.of(property), Set.of());

        assertEquals(
                List.of(property), faults.all().stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehok.paused",
                "tracehooks.paused",
                "trachook.webhook.secret",
                "Tracehooc.paused",
                "TRACEHOOKS_PAUSED",
                "TRACEHOK_PAUSED"
            })
    void aMisspeltBeginningIsAFault(String name) {
        boolean isVariable = name.contains("_");
        check(isVariable ? List.of() : List.of(name), isVariable ? Set.of(name) : Set.of());

        assertEquals(List.of(name), faults.all().stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tracing.url", "tracer.url", "traceability.level", "trace.level", "hook.url", "webhook.url"})
    void whatIsOfOthersPasses(String property) {
        check(List.of(property), Set.of(property.toUpperCase().replace('.', '_')));

        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACEHOOK_WEBHOOK_PREVIOUS_SECRET",
                "TRACEHOOK_PAUSED",
                "TRACEHOOK_DEADLINE_CEILING",
                "TRACEHOOK_REVIEW_DISABLED",
                "PATH"
            })
    void knownVariablesPass(String variable) {
        check(List.of(), Set.of(variable));

        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACEHOOK_WEBHOOK_SEKRET", "TRACEHOOK_SECRET", "TRACEHOOK_TRIGGERS_TO_STATUS"})
    void aMisspeltVariableIsAFaultNamedOnce(String variable) {
        String property = variable.toLowerCase().replace('_', '.');
        check(List.of(property), Set.of(variable));

        assertEquals(
                List.of(variable), faults.all().stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TRACEHOOK_TRIGGERS_0__NAME",
                "TRACEHOOK_INTENTS_REVIEW_CODE_TASKS_0__AGENT",
                "TRACEHOOK_REMOTE_AGENTS_TESTING_AGENT_TOKEN",
                "TRACEHOOK_TESTING_VARIABLES_CI"
            })
    void rulesAndAgentsAreNotWrittenAsVariables(String variable) {
        check(List.of(), Set.of(variable));

        assertTrue(faults.message().contains("rules, intents and agents belong into config/application.properties"));
    }

    /** SmallRye Config makes a mapping at each start: it takes longer than all other steps of a feature's. */
    @ParameterizedTest
    @CsvSource({
        "tracehook.webhook.secret, correct horse battery, WebhookConfig",
        "tracehook.triggers[0].name, mine, TriggersConfig",
        "tracehook.limits.runs-per-issue-per-hour, 7, DeliveryConfig",
        "tracehook.testing.command, make, TestingConfig",
        "tracehook.testing.variables.CI, true, TestingConfig"
    })
    void onlyFeaturesWithSettingsOfTheirOwnAreMapped(String property, String value, String mapping) {
        Map<String, String> properties = new HashMap<>(Map.of(property, value));
        if (property.startsWith("tracehook.triggers[0]")) {
            properties.put("tracehook.triggers[0].intent", "review_code");
        }
        SmallRyeConfig config = Configured.config(properties);
        Settings settings = new Settings(config, Set.of());

        assertEquals(List.of(), settings.faults().all());
        assertEquals(
                List.of(mapping),
                mappings()
                        .filter(type -> isMapped(config, type))
                        .map(Class::getSimpleName)
                        .toList());
        assertEquals(Duration.ofSeconds(15), settings.of(DeadlineConfig.class).ceiling());
    }

    private static boolean isMapped(SmallRyeConfig config, Class<?> type) {
        try {
            return config.getConfigMapping(type) != null;
        } catch (NoSuchElementException e) {
            return false;
        }
    }

    /** The last part of the property that a mapping's method reads. */
    static String name(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name != null
                ? name.value()
                : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
    }
}
