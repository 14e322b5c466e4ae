package org.tracehook.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.LaunchMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.tracehook.acknowledge.AcceptedRuns;
import org.tracehook.acknowledge.AcknowledgedExecution;
import org.tracehook.agent.Agent;
import org.tracehook.agent.codereview.ReviewSets;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretCache;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.Reply;
import org.tracehook.execution.Execution;
import org.tracehook.execution.ExecutionConfig;
import org.tracehook.execution.IdempotencyHandler;
import org.tracehook.execution.InlineExecution;
import org.tracehook.execution.JiraFeedback;
import org.tracehook.execution.PendingRuns;
import org.tracehook.execution.PipelineRuns;
import org.tracehook.execution.PipelineRuns.OutsideWrites;
import org.tracehook.execution.RerunRequest;
import org.tracehook.execution.RerunRequests;
import org.tracehook.execution.RunBackground;
import org.tracehook.githost.GitHost;
import org.tracehook.history.Reruns;
import org.tracehook.history.TracesAccess;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.ExecutionMode;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceListener;
import org.tracehook.trace.TraceStore;
import org.tracehook.tracelog.InvocationContext;
import org.tracehook.tracelog.LineContract;
import org.tracehook.tracelog.LogLine;
import org.tracehook.webhook.DeliveryHandler;
import org.tracehook.workspace.Workspaces;

/** The whole function without a server: configuration and deliveries in, replies and log lines out. */
final class TestFunction {

    private static final AtomicLong LAST_EVENT = new AtomicLong();

    static final String SECRET = "a-secret-of-the-tests";

    static final String RERUN_TOKEN = "a-token-for-reruns";

    private final TraceStore kept = new MemoryTraceStore(100);
    private final List<LogLine> lines = Collections.synchronizedList(new ArrayList<>());
    private final List<Agent> agents = new ArrayList<>();
    private final List<TraceListener> listeners = new ArrayList<>();
    private final Settings settings;
    private final LaunchMode mode;
    private DecisionRules rules;
    private DeliveryLedger ledger;
    private Clock clock = Clocks.ticking();
    private Error broken;
    private GitHost standIn;
    private Scrubber scrubber;
    private DeliveryHandler deliveries;
    private Reruns reruns;
    private AcceptedRuns accepted;
    private BiConsumer<String, byte[]> invocation = (function, event) -> {
        throw new IllegalStateException("nothing invokes functions here");
    };

    private TestFunction(Settings settings, LaunchMode mode) {
        this.settings = settings;
        this.mode = mode;
    }

    /** A function in production with {@link #SECRET} and those properties. */
    static TestFunction with(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(Map.of("tracehook.webhook.secret", SECRET));
        // The fixtures are older than any test's clock.
        all.put("tracehook.delivery.max-age", "off");
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
        return new TestFunction(new Settings(Configured.config(properties), Set.of()), mode);
    }

    /** A function with exactly those properties, and those secrets where the properties have ARNs. */
    static TestFunction of(Map<String, String> properties, LaunchMode mode, Supplier<SecretCache> secrets) {
        return new TestFunction(new Settings(Configured.config(properties, secrets), Set.of()), mode);
    }

    /** Those properties as the mapping has them. */
    static <T> T config(Map<String, String> properties, Class<T> mapping) {
        return new Settings(Configured.config(properties), Set.of()).of(mapping);
    }

    /** Adds an agent of the test's own. */
    TestFunction agent(Agent agent) {
        agents.add(agent);
        return this;
    }

    /** Has the plan of dev mode's sample, and that stand-in of its git host. */
    TestFunction sample(GitHost host) {
        standIn = host;
        return this;
    }

    /** Adds a listener of the test's own. */
    TestFunction listener(TraceListener listener) {
        listeners.add(listener);
        return this;
    }

    /** What the function takes out of texts. */
    Scrubber scrubber() {
        if (scrubber == null) {
            scrubber = new TraceBeans().scrubber(settings);
        }
        return scrubber;
    }

    /** Remembers deliveries in that ledger, whatever is configured. */
    TestFunction ledger(DeliveryLedger own) {
        ledger = own;
        return this;
    }

    /** Invokes itself by that, whatever is configured; it is given the function's ARN and the event. */
    TestFunction invocation(BiConsumer<String, byte[]> own) {
        invocation = own;
        return this;
    }

    /** Does a run that was accepted, given the body of its event; its lines must be what the schema says. */
    Reply accepted(String body) {
        return accepted(body, Duration.ofMinutes(5));
    }

    /** The same with that much time left. */
    Reply accepted(String body, Duration time) {
        deliveries();
        int before = lines.size();
        Reply reply = accepted.run(body, new InvocationContext("request-3", null, false, Deadline.in(time)));
        List<LogLine> written = logLines();
        written.subList(before, written.size()).forEach(LineContract::check);
        return reply;
    }

    /** The trace as it is kept. */
    ExecutionTrace trace(String traceId) {
        return kept.get(traceId).orElseThrow();
    }

    /** Tells the time by that clock. */
    TestFunction clock(Clock own) {
        clock = own;
        return this;
    }

    /** Puts the function together; throws what a start would. */
    DeliveryHandler deliveries() {
        if (deliveries == null) {
            deliveries = compose();
        }
        return deliveries;
    }

    private DeliveryHandler compose() {
        Faults faults = new Faults();
        ExecutionMode execution = settings.of(ExecutionConfig.class).execution();
        Composition parts = new Composition(
                faults, settings, execution, mode, standIn == null ? List.of() : List.of(SampleGitHost.plan()));
        GitHostBeans.Configured hosting = standIn == null
                ? new GitHostBeans(settings, faults).configured(parts, clock, scrubber())
                : new GitHostBeans.Configured(null, standIn);
        AgentBeans beans = new AgentBeans(settings, faults);
        Workspaces workspaces = beans.workspaces(Clocks.ticking(), hosting);
        addAgents(beans, workspaces, hosting);
        List<TraceListener> told = new ArrayList<>(listeners);
        told.add(TraceListener.storing(kept));
        Recording recording = new Recording(clock, Clocks.counting(), scrubber(), told, this::write);
        RerunRequests requests = new RerunRequests(kept, scrubber(), true);
        ExecutionBeans executions = new ExecutionBeans(settings, faults, mode);
        JiraFeedback feedback = executions.feedback(rules == null ? parts.plans() : rules, recording);
        OutsideWrites outside = executions.outside(feedback, hosting, requests, scrubber());
        StartupCheck.Plans runnable =
                rules == null ? parts.agents(agents, workspaces) : new StartupCheck.Plans(parts.plans(), Map.of());
        RunBackground background = parts.background(feedback, kept, runnable);
        PipelineRuns runs = rules == null
                ? parts.runs(runnable, recording, outside, background)
                : new PipelineRuns(
                        new Orchestrator(rules, Map.of()), rules.intentTypes(), recording, outside, background);
        DeliveryLedger remembering = ledger == null ? new StoreBeans(settings).ledger() : ledger;
        PendingRuns pending =
                parts.pendingRuns(remembering, new StartupCheck.Plans(parts.plans(), Map.of()), recording);
        DeliveryReplies replies = new DeliveryReplies(recording, (rules == null ? parts.plans() : rules).intentTypes());
        IdempotencyHandler idempotency = executions.idempotency(remembering, recording, replies);
        InlineExecution inline = executions.inline(runs, idempotency);
        accepted = executions.accepted(idempotency, inline, recording);
        Execution executing = execution == ExecutionMode.ACKNOWLEDGE
                ? new AcknowledgedExecution(
                        inline, idempotency, replies, new AcknowledgedExecution.HandOver(invocation, kept))
                : inline;
        reruns = new Reruns(
                new TracesAccess(Optional.empty(), Optional.of(Secret.of(RERUN_TOKEN))),
                requests,
                new Reruns.Stages(pending, idempotency, executing));
        return parts.deliveries(
                parts.stages(parts.authenticity(), parts.selector(runnable), feedback, pending, idempotency, executing),
                replies);
    }

    private void addAgents(AgentBeans beans, Workspaces workspaces, GitHostBeans.Configured hosting) {
        ReviewSets reviews = beans.reviewSets();
        agents.add(beans.codeReview(reviews, workspaces));
        agents.add(beans.development(reviews, workspaces, scrubber()));
        agents.add(beans.testing(workspaces));
        agents.add(beans.pullRequest(workspaces, hosting, scrubber()));
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
        InvocationContext invocation =
                new InvocationContext("request-1", "Root=1-x", true, Deadline.in(Duration.ofMinutes(1)));
        return deliver(new Delivery(new Headers(headers), body, pathKey, "192.0.2.1", invocation));
    }

    /** Delivers; every line of it must be what the schema says. */
    Reply deliver(Delivery delivery) {
        int before = lines.size();
        Reply reply = deliveries().handle(delivery);
        // Not while they are written: the function does not let a log that throws change anything.
        List<LogLine> written = logLines();
        written.subList(before, written.size()).forEach(LineContract::check);
        return reply;
    }

    /** The lines written so far. */
    List<LogLine> logLines() {
        return List.copyOf(lines);
    }

    /** Asks for a trace to be run again, with {@link #RERUN_TOKEN}. */
    Reply again(String traceId) {
        return again(traceId, Map.of("authorization", "Bearer " + RERUN_TOKEN));
    }

    /** Asks for a trace to be run again, with those headers. */
    Reply again(String traceId, Map<String, String> headers) {
        return again(traceId, headers, Duration.ofMinutes(1));
    }

    private Reply again(String traceId, Map<String, String> headers, Duration time) {
        deliveries();
        InvocationContext invocation = new InvocationContext("request-2", null, false, Deadline.in(time));
        return reruns.run(new Delivery(new Headers(headers), new byte[0], null, "192.0.2.2", invocation), traceId);
    }

    /** Asks for a trace to be run again by a function that has no time to wait. */
    Reply againAtOnce(String traceId) {
        return again(traceId, Map.of("authorization", "Bearer " + RERUN_TOKEN), Duration.ZERO);
    }

    /** What was kept to run that trace again. */
    RerunRequest kept(String traceId) {
        return TraceJson.read(kept.request(traceId).orElseThrow(), RerunRequest.class);
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

    /** A fixture's event as if it happened just now, each time another one. */
    static byte[] happening(String name) {
        String old = new String(fixture(name), StandardCharsets.UTF_8);
        long now = LAST_EVENT.updateAndGet(last -> Math.max(last + 1, System.currentTimeMillis()));
        return utf8(old.replaceFirst("(\"timestamp\": \"?)\\d{13}", "$1" + now));
    }

    /** A text's bytes. */
    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
