package org.tracehook.agent.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.Exchange;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.StrictJson;
import org.tracehook.workspace.WorkspaceConfig;
import org.tracehook.workspace.Workspaces;

/** Agents, requests and schemas as the function has them. */
public final class Fixtures {

    /** What the agents of the tests know the function by. */
    public static final String TOKEN = "canary-token-0123456789";

    static final String TRACE_ID = "2289219a-a8c4-4012-be7d-489185977869";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Map<String, Schema> SCHEMAS =
            Map.of("request", compiled("request"), "reply", compiled("reply"));

    private Fixtures() {}

    /** A configuration with exactly those properties. */
    public static RemoteAgentsConfig config(Map<String, String> properties) {
        return Configured.of(RemoteAgentsConfig.class, properties);
    }

    /** The endpoint of the agent {@code tester} with exactly those properties. */
    static RemoteEndpoint endpoint(Map<String, String> properties) {
        return new RemoteEndpoint("tester", ofTester(properties).remoteAgents().get("tester"), false);
    }

    private static RemoteAgentsConfig ofTester(Map<String, String> properties) {
        Map<String, String> full = new HashMap<>();
        properties.forEach((key, value) -> full.put("tracehook.remote-agents.tester." + key, value));
        return config(full);
    }

    /** The agent {@code tester} at that URL, with {@link #TOKEN}; its pauses are noted, not waited for. */
    static RemoteAgent agent(String url, List<Duration> pauses, String... keysAndValues) {
        Map<String, String> properties = new HashMap<>(Map.of("url", url, "token", TOKEN));
        for (int at = 0; at < keysAndValues.length; at += 2) {
            properties.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        Faults faults = new Faults();
        Backoff noting = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), () -> 0.5, pauses::add);
        Map<String, String> repository = new HashMap<>();
        properties.keySet().stream()
                .filter(key -> key.startsWith("tracehook.workspace."))
                .toList()
                .forEach(key -> repository.put(key, properties.remove(key)));
        RemoteEndpoint endpoint = endpoint(properties);
        endpoint.check(false, faults);
        RemoteAgent agent = new RemoteAgent(new RemoteCall(new Exchange(), endpoint), noting, workspaces(repository));
        if (!faults.all().isEmpty()) {
            throw new AssertionError(faults.message());
        }
        return agent;
    }

    /** Workspaces with exactly those properties. */
    public static Workspaces workspaces(Map<String, String> properties) {
        return Workspaces.from(
                Configured.of(WorkspaceConfig.class, properties), false, Clock.systemUTC(), new Faults());
    }

    /** The agent {@code tester} at that URL, from which a rule takes code. */
    static RemoteAgent author(String url) {
        Map<String, String> properties = Map.of("tracehook.remote-agents.tester.url", url);
        return RemoteAgent.from(config(properties), Set.of("tester"), workspaces(Map.of()), false, new Faults())
                .get(0);
    }

    /** What is wrong with a configuration. */
    static List<Fault> faults(Map<String, String> properties, boolean onLambda) {
        Faults faults = new Faults();
        Configured.of(RemoteAgentsConfig.class, properties, faults)
                .ifPresent(config -> RemoteAgent.from(config, Set.of(), workspaces(Map.of()), onLambda, faults));
        return faults.all();
    }

    /** A request with a minute's time. */
    static AgentRequest request() {
        return request(Duration.ofMinutes(1));
    }

    /** A request with that much time. */
    static AgentRequest request(Duration time) {
        return new AgentRequest(
                new AgentRequest.Step(TRACE_ID, 3, "tester", "Run tests and validate changes", 2, "delivery/3"),
                Deadline.in(time),
                Map.of("repository", "https://git.example.org/shop.git", "environment", "staging"),
                new Ticket("PROJ-123", "Testing", Map.of("code_changes", json("{\"a.py\": \"x = 1\"}"))),
                Map.of("commit", TextNode.valueOf("0123456789012345678901234567890123456789")));
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** The published schema, {@code request} or {@code reply}. */
    static JsonNode schema(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/schema/remote-agent-" + name + ".schema.json")) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the published schema finds wrong with a document. */
    static List<String> violations(String schema, String document) {
        return SCHEMAS.get(schema).validate(document, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** Whether the code takes that text for a reply. */
    static boolean isRead(String reply) {
        try {
            new RemoteReply(new StrictJson("it", 100).object(reply.getBytes(StandardCharsets.UTF_8))).outcome("tester");
            return true;
        } catch (InvalidJsonException | RemoteReply.InvalidReplyException e) {
            return false;
        }
    }

    private static Schema compiled(String name) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(name));
    }
}
