package org.tracehook.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tracehook.agent.Agent;
import org.tracehook.agent.codereview.ReviewConfig;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.agent.development.DevelopmentConfig;
import org.tracehook.agent.remote.RemoteAgentsConfig;
import org.tracehook.agent.testing.TestingConfig;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.intent.TriggersConfig;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.IntentsConfig;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;
import org.tracehook.tracelog.LineContract;
import org.tracehook.tracelog.LogLine;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

/** The whole function without a server: configuration and deliveries in, replies and log lines out. */
final class TestFunction {

    static final String SECRET = "a-secret-of-the-tests";

    private final List<LogLine> lines = new ArrayList<>();
    private final List<Agent> agents = new ArrayList<>();
    private final List<TraceListener> listeners = new ArrayList<>();
    private final SmallRyeConfig config;
    private final LaunchMode mode;
    private DecisionRules rules;
    private Error broken;
    private Deliveries deliveries;

    private TestFunction(SmallRyeConfig config, LaunchMode mode) {
        this.config = config;
        this.mode = mode;
    }

    /** A function in production with {@link #SECRET} and those properties. */
    static TestFunction with(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("tracehook.webhook.secret", SECRET));
        all.putAll(properties);
        return of(all, LaunchMode.NORMAL);
    }

    /** A function whose orchestrator decides by those rules, whatever is configured. */
    static TestFunction of(Map<String, String> properties, DecisionRules rules) {
        TestFunction function = of(properties, LaunchMode.NORMAL);
        function.rules = rules;
        return function;
    }

    /** A function with exactly those properties. */
    static TestFunction of(Map<String, String> properties, LaunchMode mode) {
        SmallRyeConfig config = config(properties);
        return new TestFunction(config, mode);
    }

    /** Those properties as the mapping has them. */
    static <T> T config(Map<String, String> properties, Class<T> mapping) {
        return config(properties).getConfigMapping(mapping);
    }

    private static SmallRyeConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(WebhookConfig.class)
                .withMapping(JiraConfig.class)
                .withMapping(TriggersConfig.class)
                .withMapping(IntentsConfig.class)
                .withMapping(ReviewConfig.class)
                .withMapping(DeadlineConfig.class)
                .withMapping(DevelopmentConfig.class)
                .withMapping(TestingConfig.class)
                .withMapping(RemoteAgentsConfig.class)
                .withMapping(WorkspaceConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build();
    }

    /** Adds an agent of the test's own. */
    TestFunction agent(Agent agent) {
        agents.add(agent);
        return this;
    }

    /** Adds a listener of the test's own. */
    TestFunction listener(TraceListener listener) {
        listeners.add(listener);
        return this;
    }

    /** What the function takes out of texts. */
    Scrubber scrubber() {
        return new RecordingBeans()
                .scrubber(
                        mapping(WebhookConfig.class),
                        mapping(WorkspaceConfig.class),
                        mapping(RemoteAgentsConfig.class));
    }

    /** Puts the function together; throws what a start would. */
    Deliveries deliveries() {
        if (deliveries == null) {
            deliveries = compose();
        }
        return deliveries;
    }

    private Deliveries compose() {
        Faults faults = new Faults();
        addAgents(new AgentBeans(faults));
        TriggersConfig triggers = mapping(TriggersConfig.class);
        Composition parts = new Composition(faults, triggers, mapping(IntentsConfig.class), mode);
        WebhookSettings settings = parts.settings(mapping(WebhookConfig.class), mapping(JiraConfig.class), triggers);
        Recording recording = new Recording(Clocks.ticking(), Clocks.counting(), scrubber(), listeners, this::write);
        PipelineRuns runs = rules == null
                ? parts.runs(
                        parts.agents(agents, mapping(RemoteAgentsConfig.class)),
                        settings,
                        recording,
                        parts.limits(mapping(DeadlineConfig.class)))
                : new PipelineRuns(new Orchestrator(rules, Map.of()), rules.intentTypes(), recording);
        return parts.deliveries(settings, parts.selector(settings, mapping(WorkspaceConfig.class)), runs, recording);
    }

    private void addAgents(AgentBeans beans) {
        ReviewRules reviews = beans.reviewRules(mapping(ReviewConfig.class));
        Workspaces workspaces = beans.workspaces(mapping(WorkspaceConfig.class), Clocks.ticking());
        agents.add(beans.codeReview(reviews, workspaces));
        agents.add(beans.development(mapping(DevelopmentConfig.class), reviews, workspaces));
        agents.add(beans.testing(mapping(TestingConfig.class), workspaces));
    }

    private <T> T mapping(Class<T> type) {
        return config.getConfigMapping(type);
    }

    /** From now on the log throws at every line. */
    void breakLog(Error failure) {
        broken = failure;
    }

    private void write(LogLine line) {
        if (broken != null) {
            throw broken;
        }
        lines.add(line);
    }

    /** Delivers a body with a defect on the way: headers that cannot be read at first. */
    Reply broken(byte[] body, String defect) {
        Map<String, String> headers = new HashMap<>() {
            private static final long serialVersionUID = 1;
            private boolean read;

            @Override
            public Set<Map.Entry<String, String>> entrySet() {
                if (read) {
                    return super.entrySet();
                }
                read = true;
                throw new IllegalStateException(defect);
            }
        };
        return post(body, headers);
    }

    /** Delivers a body signed with {@link #SECRET}. */
    Reply signed(byte[] body) {
        return post(body, Map.of("x-hub-signature", signature(body), "content-type", "application/json"));
    }

    /** Delivers a signed fixture from {@code src/test/resources/jira}. */
    Reply signed(String fixture) {
        return signed(fixture(fixture));
    }

    /** Delivers a body with those headers. */
    Reply post(byte[] body, Map<String, String> headers) {
        return post(body, headers, null);
    }

    /** Delivers a body to the URL that ends with the issue key. */
    Reply post(byte[] body, Map<String, String> headers, String pathKey) {
        Delivery.Call call = new Delivery.Call("request-1", "Root=1-x", Deadline.in(Duration.ofMinutes(1)), true);
        return deliver(new Delivery(new Headers(headers), body, pathKey, "192.0.2.1", call));
    }

    /** Delivers; every line of it must be what the schema says. */
    Reply deliver(Delivery delivery) {
        int before = lines.size();
        Reply reply = deliveries().process(delivery);
        // Not while they are written: the function does not let a log that throws change anything.
        lines.subList(before, lines.size()).forEach(LineContract::check);
        return reply;
    }

    /** The lines written so far. */
    List<LogLine> logLines() {
        return List.copyOf(lines);
    }

    /** The lines written so far, as JSON objects. */
    List<ObjectNode> lines() {
        return lines.stream().map(LogLine::fields).toList();
    }

    /** The lines written so far as the log prints them, the time aside. */
    List<String> printed() {
        return lines.stream()
                .map(line -> line.fields()
                        .deepCopy()
                        .put("level", "INFO")
                        .put("message", line.message())
                        .toString())
                .toList();
    }

    /** The events of the lines written so far. */
    List<String> events() {
        return lines().stream().map(line -> line.path("event").asText()).toList();
    }

    /** Everything written so far, as text. */
    String output() {
        return lines.stream().map(line -> line.message() + " " + line.fields()).reduce("", String::concat);
    }

    /** A reply's document. */
    static JsonNode json(Reply reply) {
        return TraceJson.tree(reply.body());
    }

    /** What Jira puts into {@code X-Hub-Signature}. */
    static String signature(byte[] body) {
        return signature(body, SECRET);
    }

    /** What Jira puts into {@code X-Hub-Signature} with that secret. */
    static String signature(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A fixture's bytes. */
    static byte[] fixture(String name) {
        try (var in = TestFunction.class.getResourceAsStream("/jira/" + name + ".json")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text's bytes. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
