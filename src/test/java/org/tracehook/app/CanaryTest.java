package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.Reply;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceRecorder;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.LineContract;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.WrittenLog;

/**
 * A configured secret comes out on no way that leads into a line or a reply. Each way is sent a harmless text too, which
 * must come out: a way that leads nowhere would prove nothing.
 */
class CanaryTest {

    /** Has the shape of an issue key and of a delivery's identifier, so that it passes where only those do. */
    private static final String SHAPED = "CANARY_OF_THE_TESTS-20260126";

    private static final String ODD = "can\"ary \\ of/the+tests=ü?&1";
    private static final String HARMLESS = "HARMLESS_MARKER-20260126";
    private static final Pattern URL_ESCAPE = Pattern.compile("%..");
    private static final Pattern NO_LETTER = Pattern.compile("[^A-Za-z0-9]");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sends a text on one way and gives everything that came out. */
    private interface Way {
        String send(String text) throws Exception;
    }

    /** Everything that a delivery to the function leaves in the log, and its reply. */
    private static String out(TestFunction function, Function<TestFunction, Reply> delivery) {
        return logged(function, () -> {
            Reply reply = delivery.apply(function);
            function.logLines().forEach(LogLine::write);
            return TestFunction.json(reply);
        });
    }

    private static String logged(TestFunction function, Supplier<JsonNode> action) {
        List<String> texts = new ArrayList<>();
        try (WrittenLog log = WrittenLog.of("org", function.scrubber())) {
            gather(action.get(), texts);
            for (String line : log.lines()) {
                LineContract.check(line);
                gather(JSON.readTree(line), texts);
            }
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
        return String.join("\n", texts);
    }

    private static String logged(Runnable action) {
        return logged(function(Map.of()), () -> {
            action.run();
            return JSON.nullNode();
        });
    }

    private static void gather(JsonNode json, List<String> texts) {
        json.fieldNames().forEachRemaining(texts::add);
        if (json.isTextual()) {
            texts.add(json.textValue());
        }
        json.forEach(child -> gather(child, texts));
    }

    private static TestFunction function(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tracehook.webhook.previous-secret", SHAPED,
                "tracehook.webhook.token", ODD,
                "tracehook.webhook.explicit-intents", "probe",
                "tracehook.intents.probe.tasks[0].agent", "probe",
                "tracehook.intents.probe.tasks[0].task", "Probe",
                "tracehook.triggers[0].name", "entering review",
                "tracehook.triggers[0].intent", "probe",
                "tracehook.triggers[0].to-status", "In Review"));
        properties.putAll(more);
        return TestFunction.with(properties);
    }

    private static TestFunction function() {
        return function(Map.of()).agent(agent(request -> new AgentOutcome.Success("done", Map.of())));
    }

    private interface Work {
        AgentOutcome of(AgentRequest request) throws Exception;
    }

    private static Agent agent(Work work) {
        return new Agent() {
            @Override
            public String name() {
                return "probe";
            }

            @Override
            public boolean isReadOnly() {
                return true;
            }

            @Override
            public AgentOutcome execute(AgentRequest request) throws Exception {
                return work.of(request);
            }
        };
    }

    private static ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("intent", "probe");
        body.putObject("issue").put("key", "PROJ-1");
        return body;
    }

    private static byte[] utf8(JsonNode body) {
        return TestFunction.utf8(body.toString());
    }

    private static String ofBody(JsonNode body) {
        return out(function(), function -> function.signed(utf8(body)));
    }

    private static Delivery delivery(byte[] body, Map<String, String> headers, Sender sender) {
        Deadline deadline = Deadline.in(Duration.ofMinutes(1));
        Map<String, String> all = new HashMap<>(headers);
        all.put("content-type", "application/json");
        return new Delivery(
                new Headers(all),
                body,
                sender.pathKey,
                sender.address,
                new InvocationContext(sender.requestId, sender.xray, true, deadline));
    }

    private record Sender(String pathKey, String address, String requestId, String xray) {}

    private static String from(Sender sender) {
        return from(sender, CanaryTest::function);
    }

    private static String from(Sender sender, Supplier<TestFunction> function) {
        byte[] body = TestFunction.utf8("{\"intent\":\"probe\"}");
        Map<String, String> signed = Map.of("x-hub-signature", TestFunction.signature(body));
        return out(function.get(), f -> f.deliver(delivery(body, signed, sender)))
                + out(function.get(), f -> f.deliver(delivery(body, Map.of(), sender)));
    }

    private static String worked(Work work) {
        return out(function(Map.of()).agent(agent(work)), function -> function.signed(utf8(body())));
    }

    private static String configured(String property, String value) {
        TestFunction function = function(Map.of(property, value))
                .agent(agent(request -> new AgentOutcome.Success("with " + request.settings(), Map.of())));
        return out(function, f -> f.signed("cloud-issue-updated-in-review"));
    }

    /** Of a value with a line break, as a key in PEM has some, the function does not start. */
    private static String configuredOrRefused(String property, String value) {
        return value.chars().anyMatch(Character::isISOControl)
                ? refusedToStart(property, value)
                : configured(property, value);
    }

    private static String refusedToStart(String property, String value) {
        TestFunction function = function(Map.of(property, value)).agent(agent(request -> null));
        RuntimeException refusal = assertThrows(RuntimeException.class, function::deliveries);
        return logged(() -> Logger.getLogger("org.example").log(Level.SEVERE, "Failed to start", refusal));
    }

    private static String told(RuntimeException thrown) {
        TraceListener listener = new TraceListener() {
            @Override
            public void stepStarted(ExecutionTrace trace, org.tracehook.trace.ExecutionStep step) {
                throw thrown;
            }
        };
        return out(function().listener(listener), function -> function.signed(utf8(body())));
    }

    private static String library(String message, Object parameter, Throwable thrown) {
        return logged(() -> {
            org.jboss.logmanager.ExtLogRecord event =
                    new org.jboss.logmanager.ExtLogRecord(Level.WARNING, message, CanaryTest.class.getName());
            event.setLoggerName("org.example.library");
            event.setParameters(new Object[] {parameter});
            event.setThrown(thrown);
            Logger.getLogger("org.example.library").log(event);
        });
    }

    private static void recordWithoutIds(String text) {
        new TraceRecorder(
                        Clocks.ticking(),
                        () -> {
                            throw new IllegalStateException(text);
                        },
                        function(Map.of()).scrubber(),
                        List.of())
                .start(new TriggerInfo(TriggerSource.TEST, null, null, "probe", Clocks.START), null);
    }

    /** Ways for any text. */
    static Stream<Arguments> ways() {
        return Stream.of(
                way("status of the issue", text -> {
                    ObjectNode body = body();
                    ((ObjectNode) body.path("issue"))
                            .putObject("fields")
                            .putObject("status")
                            .put("name", text);
                    return ofBody(body);
                }),
                way("intent that is not allowed", text -> ofBody(body().put("intent", text))),
                way(
                        "intent that is allowed and unknown",
                        text -> out(
                                TestFunction.with(Map.of(
                                        "tracehook.webhook.previous-secret", SHAPED,
                                        "tracehook.webhook.token", ODD,
                                        "tracehook.webhook.explicit-intents", "review_code")),
                                function -> function.signed(utf8(body().put("intent", text))))),
                way("key of an issue", text -> {
                    ObjectNode body = body();
                    ((ObjectNode) body.path("issue")).put("key", text);
                    return ofBody(body);
                }),
                way("name in the context", text -> {
                    ObjectNode body = body();
                    body.putObject("context").put(text, 1);
                    return ofBody(body);
                }),
                way("status entered that no rule wants", text -> {
                    JsonNode body = json("cloud-issue-updated-testing");
                    ((ObjectNode) body.at("/changelog/items/0")).put("toString", text);
                    return ofBody(body);
                }),
                way("address of the sender", text -> from(new Sender("PROJ-1", text, null, null))),
                way("request id", text -> from(new Sender("PROJ-1", null, text, null))),
                way("X-Ray header", text -> from(new Sender("PROJ-1", null, null, "Root=1-x;Self=" + text))),
                way("context of a rule", text -> configured("tracehook.triggers[0].context.environment", text)),
                way("task of an intent", text -> configured("tracehook.intents.probe.tasks[0].task", text)),
                way("name of a rule", text -> configuredOrRefused("tracehook.triggers[0].name", text.strip())),
                way(
                        "condition of a rule",
                        text -> configuredOrRefused(
                                "tracehook.triggers[0].labels", text.strip().replace("\\", "\\\\"))),
                way("summary", text -> worked(request -> new AgentOutcome.Success(text, Map.of()))),
                way("failure", text -> worked(request -> new AgentOutcome.Failure(text))),
                way("blocked", text -> worked(request -> new AgentOutcome.Blocked(text))),
                way(
                        "exception",
                        text -> worked(request -> {
                            throw new java.io.IOException(text);
                        })),
                way(
                        "exception with a cause",
                        text -> worked(request -> {
                            throw new IllegalStateException(new java.io.IOException(text));
                        })),
                way(
                        "error",
                        text -> worked(request -> {
                            throw new StackOverflowError(text);
                        })),
                way("output handed on", CanaryTest::handedOn),
                way("listener", text -> told(new IllegalStateException(text))),
                way("listener, by a cause", text -> told(new IllegalStateException(new IllegalStateException(text)))),
                way(
                        "defect before a pipeline",
                        text -> out(function(), function -> function.broken(utf8(body()), text))),
                way(
                        "log that breaks",
                        text -> out(function(), function -> {
                            function.deliveries();
                            function.breakLog(new StackOverflowError(text));
                            return function.post(utf8(body()), Map.of());
                        })),
                way(
                        "clock",
                        text -> logged(() -> TraceRecorder.now(Clocks.of(() -> {
                            throw new IllegalStateException(text);
                        })))),
                way("ids", text -> logged(() -> recordWithoutIds(text))),
                way(
                        "request without a reply",
                        text -> logged(() -> new FailureReplies().unexpected(new IllegalStateException(text)))),
                way("message of a library", text -> library(text, null, null)),
                way("parameter of a library", text -> library("at {0}", text, null)),
                way("exception of a library", text -> library("broken", null, new IllegalStateException(text))),
                way(
                        "cause in a library",
                        text -> library(
                                "broken", null, new IllegalStateException("x", new IllegalStateException(text)))),
                way("intent of a rule, a fault", text -> refusedToStart("tracehook.triggers[0].intent", text)),
                way(
                        "agent of an intent, a fault",
                        text -> refusedToStart("tracehook.intents.probe.tasks[0].agent", text)));
    }

    private static Arguments way(String name, Way way) {
        return Arguments.of(name, way);
    }

    private static String handedOn(String text) {
        TestFunction function = function(Map.of(
                        "tracehook.intents.probe.tasks[1].agent", "probe",
                        "tracehook.intents.probe.tasks[1].task", "Probe"))
                .agent(agent(request -> new AgentOutcome.Success(
                        "after " + request.textOutput("x").orElse("-"), Map.of("x", TextNode.valueOf(text)))));
        return out(function, f -> f.signed(utf8(body())));
    }

    private static JsonNode json(String fixture) {
        try {
            return JSON.readTree(new String(TestFunction.fixture(fixture), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(fixture, e);
        }
    }

    private static List<String> spellings(String secret) {
        byte[] bytes = TestFunction.utf8(secret);
        String url = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        // RFC 3986: what Java encodes for forms, and what differs from that.
        String percent = url.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        String json = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
        int middle = secret.length() / 2;
        return List.of(
                secret,
                Base64.getEncoder().encodeToString(bytes),
                Base64.getEncoder().withoutPadding().encodeToString(bytes),
                Base64.getUrlEncoder().withoutPadding().encodeToString(bytes),
                Base64.getEncoder().encodeToString(TestFunction.utf8("Bearer " + secret)),
                Base64.getEncoder().encodeToString(TestFunction.utf8("user:" + secret)),
                url,
                url.replace("+", "%20"),
                lowerCaseEscapes(url),
                percent,
                lowerCaseEscapes(percent),
                json,
                json.replace("/", "\\/"),
                NO_LETTER
                        .matcher(secret)
                        .replaceAll(sign ->
                                String.format("\\\\u%04X", (int) sign.group().charAt(0))),
                secret.substring(0, middle) + " " + secret.substring(middle));
    }

    private static String lowerCaseEscapes(String url) {
        return URL_ESCAPE.matcher(url).replaceAll(escape -> escape.group().toLowerCase(Locale.ROOT));
    }

    private static void assertSecret(String secret, String out) {
        for (String spelling : spellings(secret)) {
            assertFalse(out.contains(spelling), () -> spelling + " in " + out);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void aSecretComesOutOnNoWay(String name, Way way) throws Exception {
        assertTrue(way.send(HARMLESS).contains(HARMLESS), () -> name + " leads nowhere");
        for (String secret : List.of(SHAPED, ODD)) {
            assertHidden(secret, way.send(secret));
            for (String spelling : spellings(secret)) {
                assertHidden(secret, way.send("before " + spelling + " after"));
            }
            assertSecret(secret, way.send(secret.replace(' ', '\n')));
            int middle = secret.length() / 2;
            assertSecret(secret, way.send(secret.substring(0, middle) + "\r\n" + secret.substring(middle)));
            assertSecret(secret, way.send("x".repeat(1_990) + secret));
            assertSecret(secret, way.send((secret + " ").repeat(3_000)));
        }
    }

    private static void assertHidden(String secret, String out) {
        assertSecret(secret, out);
        assertTrue(out.contains("[secret]"), out);
    }

    /** Ways on which only a text of some shape passes. */
    static Stream<Arguments> shapedWays() {
        return Stream.of(
                way("key in the URL", text -> from(new Sender(text, null, null, null))),
                way("key that a refused body claims", text -> {
                    byte[] body = TestFunction.utf8("{\"key\":\"" + text + "\"}");
                    return out(function(), function -> function.post(body, Map.of()));
                }),
                way(
                        "identifier of a delivery",
                        text -> out(function(), function -> {
                            byte[] body = utf8(body());
                            return function.post(
                                    body,
                                    Map.of(
                                            "content-type",
                                            "application/json",
                                            "x-hub-signature",
                                            TestFunction.signature(body),
                                            "x-atlassian-webhook-identifier",
                                            text));
                        })),
                way(
                        "identifier of a refused delivery",
                        text -> out(
                                function(),
                                function ->
                                        function.post(utf8(body()), Map.of("x-atlassian-webhook-identifier", text)))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapedWays")
    void aSecretOfTheRightShapeComesOutOnNoWay(String name, Way way) throws Exception {
        assertTrue(way.send(HARMLESS).contains(HARMLESS), () -> name + " leads nowhere");
        assertHidden(SHAPED, way.send(SHAPED));
    }

    static Stream<Arguments> outcomes() {
        Map<String, String> none = Map.of();
        return Stream.of(
                outcome("SUCCESS", none, request -> new AgentOutcome.Success("done", Map.of())),
                outcome("FAIL", none, request -> new AgentOutcome.Failure("no")),
                outcome("BLOCKED", none, request -> new AgentOutcome.Blocked("no")),
                outcome("Error executing", none, request -> {
                    throw new IllegalStateException("no");
                }),
                outcome("Timed out", Map.of("tracehook.intents.probe.tasks[0].timeout", "1ms"), request -> {
                    Thread.sleep(Long.MAX_VALUE);
                    return null;
                }),
                outcome("missing required context", Map.of("tracehook.intents.probe.required", "nothing"), null),
                outcome("paused", Map.of("tracehook.paused", "true"), null),
                outcome("one of tracehook", Map.of("tracehook.webhook.explicit-intents", "review_code"), null));
    }

    private static Arguments outcome(String sign, Map<String, String> properties, Work work) {
        Supplier<TestFunction> function = () -> function(properties).agent(agent(work));
        return Arguments.of(sign, function);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void whateverBecomesOfADeliveryNothingOfItsSenderIsASecret(String sign, Supplier<TestFunction> function) {
        String harmless = from(new Sender(HARMLESS, HARMLESS, HARMLESS, HARMLESS), function);
        assertTrue(harmless.contains(sign) && harmless.contains(HARMLESS), harmless);

        assertHidden(SHAPED, from(new Sender(SHAPED, SHAPED, SHAPED, SHAPED), function));
        assertSecret(ODD, from(new Sender(ODD, ODD, ODD, ODD), function));
    }

    /** What of a body reaches the log is what somebody who reads traces needs, and nothing else does. */
    @ParameterizedTest
    @CsvSource({
        "cloud-issue-updated-in-review, /issue/key /changelog/items/0/toString",
        "cloud-issue-updated-summary, /issue/key",
        "cloud-comment-created, /issue/key",
        "automation-issue-root, /key",
        "dc-issue-updated, /issue/key /changelog/items/1/fromString /changelog/items/1/toString",
        "explicit-review-block, /intent /issue/key"
    })
    void ofABodyOnlyKeysStatusesAndIntentsComeOut(String fixture, String expected) {
        List<String> alive = new ArrayList<>();
        List<String> all = leaves(json(fixture), "");
        for (String leaf : all) {
            if (of(fixture, leaf, HARMLESS).contains(HARMLESS)) {
                alive.add(leaf);
                assertHidden(SHAPED, of(fixture, leaf, SHAPED));
            }
            assertSecret(SHAPED, of(fixture, leaf, SHAPED));
            assertSecret(ODD, of(fixture, leaf, ODD));
        }
        assertEquals(List.of(expected.split(" ")), alive);
    }

    private static String of(String fixture, String leaf, String text) {
        JsonNode body = json(fixture);
        int name = leaf.lastIndexOf('/');
        JsonNode parent = body.at(leaf.substring(0, name));
        if (parent instanceof ObjectNode object) {
            object.put(leaf.substring(name + 1).replace("~1", "/").replace("~0", "~"), text);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(leaf.substring(name + 1)), TextNode.valueOf(text));
        }
        return ofBody(body);
    }

    private static List<String> leaves(JsonNode json, String at) {
        List<String> leaves = new ArrayList<>();
        if (json.isObject()) {
            json.properties()
                    .forEach(member -> leaves.addAll(leaves(
                            member.getValue(),
                            at + "/" + member.getKey().replace("~", "~0").replace("/", "~1"))));
        } else if (json.isArray()) {
            for (int i = 0; i < json.size(); i++) {
                leaves.addAll(leaves(json.get(i), at + "/" + i));
            }
        } else {
            leaves.add(at);
        }
        return leaves;
    }

    /** Headers are read, never written. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user-agent",
                "host",
                "origin",
                "cookie",
                "authorization",
                "x-hub-signature",
                "x-webhook-token",
                "content-type",
                "x-forwarded-for",
                "x-amzn-trace-id",
                "x-atlassian-webhook-retry"
            })
    void noHeaderComesOut(String header) {
        for (String text : List.of(HARMLESS, SHAPED, ODD)) {
            byte[] body = utf8(body());
            Map<String, String> headers = new HashMap<>(
                    Map.of("content-type", "application/json", "x-hub-signature", TestFunction.signature(body)));
            headers.put(header, text);
            String out = out(function(), function -> function.post(body, headers))
                    + out(function(), function -> function.post(body, Map.of(header, text)));
            assertFalse(out.contains(text), out);
        }
    }

    @Test
    void nothingOfABodyThatIsNoJsonComesOut() {
        for (String text : List.of(HARMLESS, SHAPED, ODD)) {
            for (String body : List.of(text, "{\"a\":" + text + "}", "{\"" + text, "[\"" + text + "\"]")) {
                String out = out(function(), function -> function.signed(TestFunction.utf8(body)));
                assertFalse(out.contains(text), out);
            }
        }
    }

    @Test
    void aCommitThatIsASecretDoesNotComeOut() {
        String secret = "0123456789abcdef0123456789abcdef";
        Function<String, String> committed = commit -> out(
                TestFunction.with(Map.of(
                                "tracehook.webhook.previous-secret", secret,
                                "tracehook.webhook.explicit-intents", "probe",
                                "tracehook.intents.probe.tasks[0].agent", "probe",
                                "tracehook.intents.probe.tasks[0].task", "Probe"))
                        .agent(agent(request ->
                                new AgentOutcome.Success("done", Map.of("commit", TextNode.valueOf(commit))))),
                function -> function.signed(utf8(body())));

        assertTrue(committed.apply("abcdef12").contains("abcdef12"));
        assertFalse(committed.apply(secret).contains(secret));
    }

    @Test
    void everyWayHasAName() {
        List<String> names = Stream.concat(ways(), shapedWays())
                .map(way -> way.get()[0].toString())
                .toList();
        assertEquals(names.size(), new TreeSet<>(names).size());
    }
}
