package org.tracehook.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.config.Mappings;
import org.tracehook.config.SecretCache;
import org.tracehook.deadline.Deadline;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;
import org.tracehook.tracelog.LogMessages;

/** Receivers that misbehave: the time that they take, and what the log says. */
class SpanExportTest {

    private static final String KEY = "a-key-of-the-receiver";
    private static final Instant T0 = Instant.parse("2026-01-26T18:16:54.808827Z");
    private static final ExecutionTrace TRACE = ExecutionTrace.started(
                    "2289219a-a8c4-4012-be7d-489185977869",
                    new TriggerInfo(TriggerSource.TEST, "PROJ-1", null, "own", T0),
                    "a",
                    T0)
            .complete(PipelineStatus.SUCCESS, null, T0.plusMillis(5));
    private static final RunDetails RUN = new RunDetails(
            "own",
            false,
            new RunDetails.Invocation(null, false, "http", null, null),
            new RunDetails.Code(null, null, null));

    @RegisterExtension
    private final LogMessages log = new LogMessages(SpanExport.class);

    private static SpanExport export(String endpoint, String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.exporter.otlp.endpoint", endpoint);
        properties.put("otel.exporter.otlp.headers", "Authorization=Bearer%20" + KEY);
        for (int at = 0; at < keysAndValues.length; at += 2) {
            properties.put(keysAndValues[at], keysAndValues[at + 1]);
        }
        Faults faults = new Faults();
        return SpanExport.from(
                        Configured.of(TelemetryConfig.class, properties), Set.of(), new Scrubber(List.of()), faults)
                .orElseThrow(() -> new AssertionError(faults.message()));
    }

    /** How long an export took. */
    private static Duration send(SpanExport export, Duration time) throws InterruptedException {
        long began = System.nanoTime();
        export.send(export.begin(), TRACE, RUN, Deadline.in(time));
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void aRequestCarriesTypeAndHeaders() throws Exception {
        try (SpanReceiver receiver = SpanReceiver.started()) {
            send(export(receiver.endpoint()), Duration.ofSeconds(10));

            SpanReceiver.Received request = receiver.received().get(0);
            assertEquals("/v1/traces", request.path());
            assertEquals("application/x-protobuf", request.header("Content-Type"));
            assertEquals("Bearer " + KEY, request.header("Authorization"));
            assertEquals("invoke_workflow own", receiver.spans().get(0).getName());
            assertEquals(List.of(), log.all());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | text/html        | a web page answered: check the address, which often ends with /v1/traces",
                "302 | text/plain       | the receiver answered with a redirect (302), which is not followed: correct the address",
                "400 | application/json | the receiver answered 400, not 200",
                "401 | text/plain       | the receiver answered 401: check OTEL_EXPORTER_OTLP_HEADERS",
                "404 | text/html        | the receiver answered 404: check the address, which often ends with /v1/traces",
                "413 | text/plain       | the receiver answered 413: let it take larger requests",
                "415 | text/plain       | the receiver answered 415: it must take protobuf (application/x-protobuf)",
                "429 | text/plain       | the receiver answered 429: it limits how much it takes",
                "503 | text/html        | the receiver answered 503: look into its log"
            })
    void aReceiverThatDoesNotTakeItIsOneWarningAMinute(int status, String type, String problem) throws Exception {
        try (SpanReceiver receiver = SpanReceiver.answering(
                exchange -> SpanReceiver.reply(exchange, status, type, "<html>" + KEY + "</html>"))) {
            SpanExport export = export(receiver.endpoint());
            send(export, Duration.ofSeconds(10));
            send(export, Duration.ofSeconds(10));

            assertEquals(2, receiver.received().size());
            assertEquals(
                    List.of("WARNING Trace 2289219a-a8c4-4012-be7d-489185977869 was not exported to"
                            + " OTEL_EXPORTER_OTLP_ENDPOINT: " + problem + ". For a minute no other line says so."),
                    log.all());
        }
    }

    @Test
    void aReceiverThatHangsCostsTheTimeLimit() throws Exception {
        try (SpanReceiver receiver = SpanReceiver.answering(exchange -> pause(60_000))) {
            Duration took =
                    send(export(receiver.endpoint(), "otel.exporter.otlp.timeout", "300"), Duration.ofSeconds(10));

            assertTrue(took.toMillis() >= 250 && took.toMillis() < 3_000, took::toString);
            assertWarned(
                    "the receiver gave no answer (there was no answer in time): check that it is there, and the address");
        }
    }

    @Test
    void aReceiverThatDripsCostsTheTimeLimit() throws Exception {
        try (SpanReceiver receiver = SpanReceiver.answering(SpanExportTest::drip)) {
            Duration took =
                    send(export(receiver.endpoint(), "otel.exporter.otlp.timeout", "300"), Duration.ofSeconds(10));

            assertTrue(took.toMillis() >= 250 && took.toMillis() < 3_000, took::toString);
            assertWarned(
                    "the receiver gave no answer (there was no answer in time): check that it is there, and the address");
        }
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int n = 0; n < 100; n++) {
                out.write(' ');
                out.flush();
                pause(50);
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theDeadlineCutsTheTimeLimit() throws Exception {
        try (SpanReceiver receiver = SpanReceiver.answering(exchange -> pause(60_000))) {
            Duration took = send(export(receiver.endpoint()), Duration.ofMillis(300));

            assertTrue(took.toMillis() < 3_000, took::toString);
            assertEquals(1, log.all().size());
        }
    }

    @Test
    void aReceiverThatIsNotThereIsOneWarning() throws Exception {
        send(export("http://127.0.0.1:1"), Duration.ofSeconds(10));

        assertWarned("the receiver gave no answer (there is no connection): check that it is there, and the address");
    }

    /** As after Lambda thawed a process whose connection the receiver has closed. */
    @Test
    void aConnectionThatEndsIsOpenedOnceMore() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread receiver = new Thread(() -> serve(server, connections));
            receiver.setDaemon(true);
            receiver.start();

            send(export("http://127.0.0.1:" + server.getLocalPort()), Duration.ofSeconds(10));

            assertEquals(2, connections.get());
            assertEquals(List.of(), log.all());
        }
    }

    /** Closes the first connection, and takes what comes over the second. */
    private static void serve(ServerSocket server, AtomicInteger connections) {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    socket.getInputStream().read(new byte[10_000]);
                    if (connections.incrementAndGet() > 1) {
                        socket.getOutputStream()
                                .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException e) {
            // The test has ended.
        }
    }

    @Test
    void headersAreReadFromTheirSecretWhenASpanIsSent() throws Exception {
        String arn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:otlp-AbCdEf";
        try (SpanReceiver receiver = SpanReceiver.started()) {
            Map<String, String> properties =
                    Map.of("otel.exporter.otlp.endpoint", receiver.endpoint(), "otel.exporter.otlp.headers", arn);
            Scrubber scrubber = new Scrubber(List.of());
            TelemetryConfig config = stored(properties, Optional.of("api-key=" + KEY));
            TelemetryConfig.announceSecrets(config, scrubber::learn);

            send(SpanExport.from(config, Set.of(), scrubber, new Faults()).orElseThrow(), Duration.ofSeconds(10));

            assertEquals(KEY, receiver.received().get(0).header("api-key"));
            assertEquals("[secret]", scrubber.line(KEY));

            TelemetryConfig wrong = stored(properties, Optional.of(KEY + " alone"));
            send(SpanExport.from(wrong, Set.of(), scrubber, new Faults()).orElseThrow(), Duration.ofSeconds(10));

            assertEquals(1, receiver.received().size());
            assertWarned("the value of OTEL_EXPORTER_OTLP_HEADERS must be pairs such as key=value, separated by commas;"
                    + " in a value write %2C for a comma and %25 for a percent sign");
        }
    }

    private static TelemetryConfig stored(Map<String, String> properties, Optional<String> text) {
        var config = Configured.config(properties, () -> new SecretCache(Clock.systemUTC(), arn -> text));
        Faults faults = new Faults();
        Mappings.register(config, Set.of(ConfigClass.configClass(TelemetryConfig.class)), faults);
        return config.getConfigMapping(TelemetryConfig.class);
    }

    private void assertWarned(String problem) {
        assertEquals(1, log.all().size(), log.all()::toString);
        assertTrue(
                log.all().get(0).contains(": " + problem + ". For a minute"),
                log.all().get(0));
        assertFalse(log.all().get(0).contains(KEY), log.all().get(0));
    }
}
