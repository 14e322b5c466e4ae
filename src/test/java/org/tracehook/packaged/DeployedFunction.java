package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The built zip unpacked and running, one process, for tests that look at what a delivery gets and what it prints. */
final class DeployedFunction implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    /** By Jira. */
    private static final int SENT_AGAIN = 5;

    private final LambdaRuntimeApi api;
    private final PackagedFunction process;

    private DeployedFunction(LambdaRuntimeApi api, PackagedFunction process) {
        this.api = api;
        this.process = process;
    }

    /** Starts the function that was unpacked there; it may refuse to start. */
    static DeployedFunction start(Path taskRoot, Map<String, String> environment, String... options)
            throws IOException {
        LambdaRuntimeApi api = LambdaRuntimeApi.start();
        return new DeployedFunction(api, PackagedFunction.start(taskRoot, api, environment, options));
    }

    /** Starts the function and waits until it has: whatever it prints from then on is of a delivery. */
    static DeployedFunction started(Path taskRoot, Map<String, String> environment, String... options)
            throws Exception {
        DeployedFunction function = start(taskRoot, environment, options);
        try {
            function.process.awaitStdout(line -> line.contains("Installed features"), LIMIT);
            return function;
        } catch (AssertionError | InterruptedException e) {
            function.close();
            throw e;
        }
    }

    /** Unpacks and starts the function as it was built, with the secret of {@link JiraDelivery} alone. */
    static DeployedFunction asBuilt(Path taskRoot) throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        return started(taskRoot, Map.of("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET));
    }

    /** Delivers one event and gathers everything that is printed for it. */
    Delivered deliver(GatewayEvent event) throws Exception {
        return deliver(event.json());
    }

    /** Delivers one event and gathers everything that is printed for it. */
    Delivered deliver(byte[] event) throws Exception {
        int before = process.stdoutLines().size();
        Invocation invocation = api.invoke(event, LIMIT);
        GatewayReply reply = GatewayReply.of(invocation.answer().get());
        return new Delivered(invocation.id(), reply, linesFrom(before));
    }

    /**
     * Delivers an event that needs the table as Jira does: again while it is answered 503, which a cold function on a busy
     * machine does that does not reach its table in time.
     */
    Delivered deliverUntilTaken(GatewayEvent event) throws Exception {
        Delivered delivered = deliver(event);
        for (int i = 0; i < SENT_AGAIN && delivered.reply().status() == 503; i++) {
            delivered = deliver(event);
        }
        return delivered;
    }

    /** An answer can overtake the lines before it, but no line another: the line of a later delivery ends them. */
    private List<JsonNode> linesFrom(int first) throws InterruptedException {
        String next =
                api.invoke(JiraDelivery.unsigned(new byte[0]).json(), LIMIT).id();
        String end = process.awaitStdout(line -> line.contains(next), LIMIT);
        List<String> all = process.stdoutLines();
        return all.subList(first, all.indexOf(end)).stream()
                .map(StrictJson::object)
                .toList();
    }

    /** Ends the process; all it ever printed must be JSON objects without a secret or a stack trace. */
    void endCleanly() throws InterruptedException {
        process.kill();
        api.close();
        assertEquals(List.of(), process.stderrLines());
        for (String line : process.stdoutLines()) {
            StrictJson.object(line);
            JiraDelivery.spellingsOfTheSecret().forEach(secret -> assertFalse(line.contains(secret), line));
            // A line may name the place of an error, one frame.
            assertTrue(line.split("\\.java:\\d", -1).length <= 2, line);
        }
    }

    PackagedFunction process() {
        return process;
    }

    LambdaRuntimeApi api() {
        return api;
    }

    @Override
    public void close() {
        process.close();
        api.close();
    }

    /**
     * What became of one delivery.
     *
     * @param requestId Lambda's request id
     * @param reply to the sender
     * @param lines on standard output, all of them, in their order
     */
    record Delivered(String requestId, GatewayReply reply, List<JsonNode> lines) {}
}
