package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Secret;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.IntentSelector.ExplicitIntents;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.trace.Scrubber;

/** The server of the page, asked over sockets as no browser would ask. */
@Timeout(120)
class ViewerServerTest {

    private static final String HTML = "<!doctype html><style>p{}</style><script>let a = 1</script><p>page";
    private static final int LONGEST_BODY = 1_000;
    private static final String IN_REVIEW =
            "{\"webhookEvent\":\"jira:issue_updated\",\"issue\":{\"key\":\"PROJ-1\",\"fields\":{}},\"timestamp\":7,"
                    + "\"changelog\":{\"items\":[{\"field\":\"status\",\"to\":\"3\",\"toString\":\"In Review\"}]}}";

    private static final String RERUN = "{\"trace_id\":\"2289219a-a8c4-4012-be7d-489185977869\"}";

    @RegisterExtension
    final OwnDevMode dev = new OwnDevMode();

    @TempDir
    Path samples;

    private ReceivingFunction function;
    private RecentLines lines;
    private Optional<Secret> rerunToken = Optional.of(Secret.of("a-token-for-reruns"));
    private Viewer viewer;

    @BeforeEach
    void start() throws IOException {
        function = new ReceivingFunction();
        lines = lines(new TreeMap<>());
        viewer = viewer(0);
    }

    @AfterEach
    void stop() {
        viewer.close();
        function.close();
    }

    private static RecentLines lines(NavigableMap<Long, String> earlier) {
        return new RecentLines(earlier, 1, new RecentLines.Bounds(1_000, 10_000_000));
    }

    private Viewer viewer(int port) {
        IntentSelector selector = new IntentSelector(
                ShippedTriggers.inDevelopment(Set.of("review_code")),
                new ExplicitIntents(List.of("review_code"), List.of("code_changes"), Set.of("review_code")),
                Map.of());
        DryRun rules = new DryRun(
                selector,
                intent -> intent.type().equals("review_code")
                        ? new DryRun.Plan("a → b", null)
                        : new DryRun.Plan(null, "Unknown intent"),
                new Scrubber(List.of("a-configured-secret")));
        Viewer.Webhooks webhooks =
                new Viewer.Webhooks(function.address(), body -> "sha256=" + body.length, LONGEST_BODY, rules, samples);
        Viewer started = new Viewer(port, new Viewer.Content(new Page(HTML), lines));
        started.listen();
        started.start(webhooks, traces());
        return started;
    }

    private Viewer.Traces traces() {
        Viewer.Links links = new Viewer.Links("https://acme.atlassian.net/browse/{issue_key}", null, null);
        return new Viewer.Traces(links, new Rerun(function.address(), rerunToken));
    }

    private int port() {
        return viewer.port().orElseThrow();
    }

    private String host() {
        return "Host: localhost:" + port();
    }

    private String get(String path, String... headers) throws IOException {
        List<String> request = new ArrayList<>(List.of("GET " + path + " HTTP/1.1"));
        request.addAll(List.of(headers));
        return RawHttp.exchange(port(), "", request.toArray(String[]::new));
    }

    private String post(String path, String type, String body) throws IOException {
        return RawHttp.exchange(
                port(),
                body,
                "POST " + path + " HTTP/1.1",
                host(),
                "Content-Type: " + type,
                "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length);
    }

    private static int status(String response) {
        return Integer.parseInt(response.split(" ", 3)[1]);
    }

    private static String body(String response) {
        return response.substring(response.indexOf("\r\n\r\n") + 4);
    }

    private RawHttp events(int receiveBuffer, String... headers) throws IOException {
        RawHttp connection = new RawHttp(port(), receiveBuffer);
        connection.send("GET /events HTTP/1.1\r\n" + host() + "\r\n" + String.join("", headers) + "\r\n");
        return connection;
    }

    @Test
    void thePageIsServedWithAPolicyThatNamesItsScriptAndStyleAlone() throws IOException {
        String response = get("/", host());

        assertEquals(200, status(response));
        assertEquals(HTML, body(response));
        String head = response.toLowerCase();
        for (String header : List.of(
                "content-type: text/html; charset=utf-8",
                "cache-control: no-store",
                "x-content-type-options: nosniff",
                "referrer-policy: no-referrer",
                "cross-origin-resource-policy: same-origin")) {
            assertTrue(head.contains(header + "\r\n"), head);
        }
        // printf 'let a = 1' | openssl dgst -sha256 -binary | base64
        assertTrue(
                response.contains("Content-security-policy: default-src 'none'; "
                        + "script-src 'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ='; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; connect-src 'self'; img-src data:; "
                        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"),
                response);
        assertFalse(head.contains("access-control-"), head);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:P", "LOCALHOST:P", "127.0.0.1:P", "[::1]:P"})
    void namesOfThisMachineAreAnswered(String name) throws IOException {
        assertEquals(200, status(get("/", "Host: " + name.replace("P", "" + port()))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: localhost:1",
                "Host: rebound.example:P",
                "Host: localhost.rebound.example:P",
                "Host: rebound.example",
                "Host: 127.0.0.1.:P",
                "Host: 0.0.0.0:P",
                "X: no host",
                "Host: localhost:P\r\nHost: rebound.example:P",
                "Host: localhost:P, rebound.example"
            })
    void anyOtherNameIsForbidden(String host) throws IOException {
        String response = get("/events", host.replace("P", "" + port()));

        assertEquals(403, status(response), response);
        assertFalse(response.contains("event-stream"), response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: null",
                "Origin: http://evil.example",
                "Origin: https://localhost:P",
                "Origin: http://localhost",
                "Origin: http://localhost:1",
                "Origin: http://localhost:P.evil.example",
                "Origin: http://localhost:P\r\nOrigin: http://evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "X-Forwarded-For: 203.0.113.7",
                "Forwarded: host=abc.example.com"
            })
    void otherPagesAreForbiddenWhateverTheyAskFor(String header) throws IOException {
        for (String path : List.of("/", "/events", "/samples", "/settings", "/nothing")) {
            String response = get(path, host(), header.replace("P", "" + port()));
            assertEquals(403, status(response), response);
            assertTrue(response.contains("application/problem+json"), response);
        }
        for (String path : List.of("/replay", "/rerun")) {
            String body = path.equals("/rerun") ? RERUN : IN_REVIEW;
            String posted = RawHttp.exchange(
                    port(),
                    body,
                    "POST " + path + " HTTP/1.1",
                    host(),
                    header.replace("P", "" + port()),
                    "Content-Type: application/json",
                    "Content-Length: " + body.length());
            assertEquals(403, status(posted));
        }
        assertEquals(0, function.received().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: http://localhost:P", "Origin: http://127.0.0.1:P", "Sec-Fetch-Site: same-origin"})
    void thePageItselfIsAnswered(String header) throws IOException {
        assertEquals(200, status(get("/samples", host(), header.replace("P", "" + port()))));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /favicon.ico, 404",
        "GET /../etc/passwd, 404",
        "GET http://evil.example/, 404",
        "HEAD /, 405",
        "OPTIONS /replay, 405",
        "GET /replay, 405",
        "GET /rerun, 405",
        "POST /settings, 405",
        "PUT /dry-run, 405",
        "POST /events, 405"
    })
    void thereIsNothingElse(String request, int status) throws IOException {
        String response = RawHttp.exchange(port(), "", request + " HTTP/1.1", host(), "Content-Length: 0");

        assertEquals(status, status(response), response);
        assertEquals(status == 405, response.contains("\r\nAllow: ") || response.contains("\r\nallow: "), response);
    }

    @ParameterizedTest
    @CsvSource({"/replay", "/dry-run"})
    void aBodyMustBeAJsonObjectThatSaysSo(String path) throws IOException {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "", "application/jsonx")) {
            assertEquals(415, status(post(path, type, IN_REVIEW)), type);
        }
        for (String bad : List.of("", "nothing", "[]", "{\"a\":1,\"a\":2}", "{\"a\":1} {}", "{\"a\":")) {
            String response = post(path, "application/json", bad);
            assertEquals(400, status(response), response);
            assertTrue(response.contains("application/problem+json"), response);
            assertTrue(body(response).contains("send the body of one webhook"), response);
        }
        assertEquals(0, function.received().size());
    }

    @ParameterizedTest
    @CsvSource({"/replay", "/dry-run"})
    void aBodyOverTheLimitIsRefusedAlsoWhenItsLengthIsNotSaid(String path) throws IOException {
        String large = "{\"a\":\"" + "x".repeat(LONGEST_BODY) + "\"}";

        String declared = post(path, "application/json", large);
        String chunked = RawHttp.exchange(
                port(),
                Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n",
                "POST " + path + " HTTP/1.1",
                host(),
                "Content-Type: application/json",
                "Transfer-Encoding: chunked");

        assertEquals(413, status(declared), declared);
        assertEquals(413, status(chunked), chunked);
        assertEquals(0, function.received().size());
    }

    @Test
    void aDryRunSaysWhatTheRulesWouldSayAndDeliversNothing() throws IOException {
        String response = post("/dry-run", "application/json; charset=utf-8", IN_REVIEW);

        assertEquals(200, status(response));
        assertEquals(
                "{\"event\":\"jira:issue_updated\",\"issue_key\":\"PROJ-1\",\"intent_type\":\"review_code\","
                        + "\"execution_plan_summary\":\"a → b\",\"error\":null,\"verdicts\":[{\"rule\":"
                        + "\"review-when-in-review\",\"condition\":null,\"expected\":null,\"actual\":null}],"
                        + "\"ignored_context\":[]}",
                body(response));
        assertEquals(0, function.received().size());
        assertEquals(Optional.empty(), lines.after(0));
    }

    @Test
    void aDryRunSaysWhyNothingWouldRunWithoutSecrets() throws IOException {
        String response = post(
                "/dry-run",
                "application/json",
                IN_REVIEW.replace("In Review", "a-configured-secret").replace("issue_updated", "issue_moved"));

        assertTrue(response.contains("\"intent_type\":null"), response);
        assertTrue(response.contains("\"condition\":\""), response);
        assertFalse(response.contains("a-configured-secret"), response);
    }

    @Test
    void aReplayIsADeliveryOfItsOwnSignedAndOfNow() throws IOException {
        String first = post("/replay", "application/json", IN_REVIEW);
        String second = post("/replay", "application/json", IN_REVIEW);

        assertEquals("{\"status\":200,\"reply\":{\"received\":1}}", body(first));
        assertEquals("{\"status\":200,\"reply\":{\"received\":2}}", body(second));
        List<ReceivingFunction.Received> received = function.received();
        assertEquals("/webhooks/jira", received.get(0).path());
        assertEquals(
                "sha256=" + received.get(0).body().length(), received.get(0).header("X-Hub-Signature"));
        assertEquals("application/json", received.get(0).header("Content-Type"));
        String id = received.get(0).header("X-Atlassian-Webhook-Identifier");
        assertTrue(id.matches("[0-9a-f-]{36}"), id);
        assertFalse(id.equals(received.get(1).header("X-Atlassian-Webhook-Identifier")));
        assertTrue(
                received.get(0).body().matches(Pattern.quote(IN_REVIEW).replace(":7,", ":\\E\\d{13}\\Q,")),
                received.get(0).body());
    }

    @Test
    void aReplayWithoutATimestampIsSentAsItIs() throws IOException {
        String body = "{ \"issue\" : {\"key\":\"PROJ-1\"}, \"n\": 1.50, \"u\": \"\\u00e9\" }";

        post("/replay", "application/json", body);

        assertEquals(body, function.received().get(0).body());
    }

    @Test
    void thePageIsToldWhereTracesLeadAndThatItMayOfferReruns() throws IOException {
        assertEquals(
                "{\"issue_link\":\"https://acme.atlassian.net/browse/{issue_key}\",\"commit_link\":null,"
                        + "\"log_link\":null,\"rerun\":true}",
                body(get("/settings", host())));
    }

    @Test
    void aRerunIsAskedOfTheFunctionWithItsToken() throws IOException {
        String response = post("/rerun", "application/json", RERUN);

        assertEquals("{\"status\":200,\"reply\":{\"received\":1}}", body(response));
        ReceivingFunction.Received received = function.received().get(0);
        assertEquals("/traces/2289219a-a8c4-4012-be7d-489185977869/rerun", received.target());
        assertEquals("Bearer a-token-for-reruns", received.header("Authorization"));
        assertFalse(response.contains("a-token-for-reruns"), response);
    }

    @Test
    void aRerunNamesItsTraceInJson() throws IOException {
        assertEquals(415, status(post("/rerun", "text/plain", RERUN)));
        for (String bad : List.of("", "{}", "{\"trace_id\":7}", "{\"trace_id\":\"../_lambda_\"}", RERUN + "{}")) {
            String response = post("/rerun", "application/json", bad);
            assertEquals(400, status(response), response);
        }
        assertEquals(0, function.received().size());
    }

    @Test
    void withoutATokenNoRerunIsOffered() throws IOException {
        rerunToken = Optional.empty();
        viewer.close();
        viewer = viewer(0);

        assertTrue(body(get("/settings", host())).contains("\"rerun\":false"));
        String response = post("/rerun", "application/json", RERUN);
        assertEquals(404, status(response));
        assertTrue(response.contains("set tracehook.traces.rerun-token"), response);
        assertEquals(0, function.received().size());
    }

    @Test
    void aFunctionThatCannotBeReachedIsSaid() throws IOException {
        function.close();

        String response = post("/replay", "application/json", IN_REVIEW);

        assertEquals(503, status(response), response);
        assertTrue(body(response).contains("The function gave no reply"), response);
    }

    private RawHttp waitingForAReplay() throws Exception {
        RawHttp connection = new RawHttp(port(), 64 * 1024);
        connection.send("POST /replay HTTP/1.1\r\n" + host() + "\r\nContent-Type: application/json\r\nContent-Length: "
                + IN_REVIEW.length() + "\r\n\r\n" + IN_REVIEW);
        function.awaitReceived();
        return connection;
    }

    @Test
    void theServerAnswersWhileAReplayWaits() throws Exception {
        function.holdReplies();
        try (RawHttp connection = waitingForAReplay()) {

            assertEquals(200, status(get("/", host())));

            function.releaseReplies();
            assertTrue(connection.readUntil("}}").contains("{\"received\":1}"));
        }
    }

    @Test
    void samplesAreTheJsonObjectsOfTheDirectory() throws IOException {
        assertEquals("[]", body(get("/samples", host())));
        Files.writeString(samples.resolve("b.json"), "{\"webhookEvent\":\"b\"}");
        Files.writeString(samples.resolve("a.json"), "{}");
        Files.writeString(samples.resolve("list.json"), "[]");
        Files.writeString(samples.resolve("half.json"), "{\"a\":");
        Files.writeString(samples.resolve("notes.txt"), "{}");

        assertEquals(
                "[{\"name\":\"a\",\"body\":{}},{\"name\":\"b\",\"body\":{\"webhookEvent\":\"b\"}}]",
                body(get("/samples", host())));
    }

    @Test
    void whatWasWrittenComesFirstAndThenEachLineAsItIsWritten() throws IOException {
        lines.append("{\"n\":1}");
        lines.append("{\"n\":2}");
        try (RawHttp reader = events(64 * 1024)) {
            String start = reader.readUntil("data: {\"n\":2}");
            assertTrue(start.toLowerCase().contains("content-type: text/event-stream\r\n"), start);
            assertTrue(start.contains("id: 1\ndata: {\"n\":1}\n\n"), start);

            lines.append("{\"n\":\"drei → ✅\"}");

            assertTrue(reader.readUntil("data: {\"n\":\"drei → ✅\"}\n\n").contains("id: 3\n"));
        }
    }

    @Test
    void aReaderGoesOnAfterTheLineItSawLast() throws IOException {
        lines.append("one");
        lines.append("two");
        try (RawHttp reader = events(64 * 1024, "Last-Event-ID: 1\r\n")) {
            String read = reader.readUntil("data: two\n\n");
            assertFalse(read.contains("data: one"), read);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "", "99999999999999999999"})
    void aReaderWithANumberOfNobodyIsGivenEverything(String id) throws IOException {
        lines.append("one");
        try (RawHttp reader = events(64 * 1024, "Last-Event-ID: " + id + "\r\n")) {
            reader.readUntil("data: one\n\n");
        }
    }

    @Test
    void aSlowReaderBlocksNobodyAndCostsNoMoreThanWhatIsKept() throws Exception {
        String line = "x".repeat(10_000);
        try (RawHttp slow = events(1_024);
                RawHttp quick = events(64 * 1024)) {
            slow.readUntil("retry: ");
            quick.readUntil("retry: ");
            // Ten times what is kept, and far more than sockets take: if writing waited, this would never end.
            IntStream.range(0, 10_000).forEach(n -> lines.append(line));
            lines.append("the last one");

            quick.readUntil("data: the last one\n\n");
            String rest = slow.readUntil("data: the last one\n\n");
            assertTrue(rest.length() < 10_000 * 9_000, "missed nothing: " + rest.length());
        }
    }

    @Test
    void readersThatWentAreForgotten() throws Exception {
        RawHttp reader = events(64 * 1024);
        reader.readUntil("retry: ");
        assertTrue(isAnybodyServed());
        reader.close();

        while (isAnybodyServed()) {
            lines.append("{}");
            Thread.sleep(5);
        }
    }

    /** Whether a thread writes lines for a reader, or waits for the next one. */
    private static boolean isAnybodyServed() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().equals(ViewerHandler.class.getName())
                        && frame.getMethodName().equals("stream"));
    }

    @Test
    void anOpenPageGoesOnWithTheLinesOfTheNextStart() throws Exception {
        NavigableMap<Long, String> kept = new TreeMap<>();
        lines = lines(kept);
        viewer = viewer(0);
        lines.append("one");
        int port = port();
        try (RawHttp reader = events(64 * 1024)) {
            reader.readUntil("id: 1\ndata: one\n\n");
            viewer.stop();
            reader.readUntil("\r\n0\r\n\r\n");
        }
        lines = lines(kept);
        viewer = viewer(port);
        lines.append("two");

        assertEquals(Optional.of(port), viewer.port());
        try (RawHttp reader = events(64 * 1024, "Last-Event-ID: 1\r\n")) {
            assertFalse(reader.readUntil("id: 2\ndata: two\n\n").contains("data: one"));
        }
        try (RawHttp reader = events(64 * 1024)) {
            reader.readUntil("id: 1\ndata: one\n\n");
        }
    }

    @Test
    void thePageTellsTheFaultsOfAStartAndAnOpenOneGoesOnAsking() throws IOException {
        LiveReload reload = new LiveReload(() -> "1. a: is unknown");
        dev.changed(() -> {
            reload.starting();
            viewer.stop();
            reload.ended();
        });

        String page = get("/", host(), "Accept: text/html");
        assertEquals(503, status(page), page);
        assertTrue(body(page).startsWith("1. a: is unknown"), page);
        assertTrue(post("/replay", "application/json", IN_REVIEW).contains("\"detail\":\"1. a: is unknown"));
        assertTrue(post("/dry-run", "application/json", IN_REVIEW).contains("\"detail\":\"1. a: is unknown"));
        int scans = dev.scans();
        String stream = get("/events", host(), "Accept: text/event-stream");
        assertEquals(200, status(stream), stream);
        assertTrue(stream.contains("retry: "), stream);
        assertEquals(scans, dev.scans());

        dev.changed(reload::started);
        assertEquals(200, status(get("/", host(), "Accept: text/html")));
    }

    @Test
    void aPortInUseIsNoReasonNotToStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertEquals(Optional.empty(), viewer(taken.getLocalPort()).port());
        }
    }
}
