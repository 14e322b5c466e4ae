package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.development.DevelopmentConfig;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.agent.testing.TestingConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.config.PropertyValues;
import org.tracehook.config.Secret;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.execution.ExecutionConfig;
import org.tracehook.feedback.FeedbackConfig;
import org.tracehook.history.TracesConfig;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.idempotency.DeliveryConfig.LimitsConfig;
import org.tracehook.idempotency.DeliveryConfig.StoreConfig;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.orchestrator.IntentsConfig;
import org.tracehook.viewer.Ports;
import org.tracehook.webhook.JiraConfig;
import org.tracehook.webhook.WebhookConfig;
import org.tracehook.workspace.WorkspaceConfig;

class KnownPropertiesTest {

    private static final List<Class<?>> MAPPINGS = List.of(
            DeadlineConfig.class,
            DeliveryConfig.class,
            ExecutionConfig.class,
            DevelopmentConfig.class,
            FeedbackConfig.class,
            IntentsConfig.class,
            JiraConfig.class,
            LimitsConfig.class,
            RemoteAgentsConfig.class,
            ReviewConfig.class,
            SecretsConfig.class,
            StoreConfig.class,
            TracesConfig.class,
            TestingConfig.class,
            TriggersConfig.class,
            Ports.LocalGatewayConfig.class,
            Ports.ViewerConfig.class,
            WebhookConfig.class,
            WorkspaceConfig.class);

    private final Faults faults = new Faults();

    @Test
    void thePatternsAreWhatTheMappingsRead() {
        Set<String> read = new TreeSet<>();
        MAPPINGS.forEach(
                mapping -> collect(mapping.getAnnotation(ConfigMapping.class).prefix(), mapping, read));

        assertEquals(read, new TreeSet<>(KnownProperties.PATTERNS));
    }

    /** {@link PropertyValues} knows secrets by these names. */
    @Test
    void everySecretIsNamedAsOne() {
        List<Method> secrets = Stream.concat(MAPPINGS.stream(), Stream.of(RemoteAgentsConfig.RemoteAgentConfig.class))
                .flatMap(mapping -> Arrays.stream(mapping.getMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .filter(method -> method.getGenericReturnType().getTypeName().contains(Secret.class.getName()))
                .toList();

        assertEquals(7, secrets.size());
        secrets.forEach(
                secret -> assertTrue(name(secret).matches("(?:.*-)?(?:secret|token|password)"), secret::toString));
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
                "tracehook.testing.variables.MAVEN_OPTS",
                "quarkus.log.level",
                "tracehooked"
            })
    void whatIsReadOrBelongsToOthersPasses(String property) {
        KnownProperties.check(List.of(property), Set.of(), faults);

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
        KnownProperties.check(List.of(property), Set.of(), faults);

        assertEquals(
                List.of(property), faults.all().stream().map(Fault::property).toList());
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
        KnownProperties.check(List.of(), Set.of(variable), faults);

        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACEHOOK_WEBHOOK_SEKRET", "TRACEHOOK_SECRET", "TRACEHOOK_TRIGGERS_TO_STATUS"})
    void aMisspeltVariableIsAFaultNamedOnce(String variable) {
        String property = variable.toLowerCase().replace('_', '.');
        KnownProperties.check(List.of(property), Set.of(variable), faults);

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
        KnownProperties.check(List.of(), Set.of(variable), faults);

        assertTrue(faults.message().contains("rules, intents and agents belong into config/application.properties"));
    }

    private static void collect(String prefix, Class<?> mapping, Set<String> read) {
        Arrays.stream(mapping.getDeclaredMethods())
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .forEach(method -> collect(prefix + "." + name(method), method.getGenericReturnType(), read));
    }

    private static void collect(String path, Type type, Set<String> read) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            collect(path + ".*", generic.getActualTypeArguments()[1], read);
        } else if (type instanceof ParameterizedType generic
                && generic.getRawType() == List.class
                && isGroup(generic.getActualTypeArguments()[0])) {
            collect(path + "[*]", generic.getActualTypeArguments()[0], read);
        } else if (isGroup(type)) {
            collect(path, (Class<?>) type, read);
        } else {
            read.add(path);
        }
    }

    private static boolean isGroup(Type type) {
        return type instanceof Class<?> raw
                && raw.isInterface()
                && raw.getName().startsWith("org.tracehook.");
    }

    private static String name(Method method) {
        WithName name = method.getAnnotation(WithName.class);
        return name != null
                ? name.value()
                : method.getName().replaceAll("([A-Z])", "-$1").toLowerCase();
    }
}
