package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway of dev mode, asked over sockets as no browser would ask. */
@Timeout(120)
class LocalGatewayTest {

    private static final String WEBHOOK = "/webhooks/jira";
    private static final String BODY = "{\"a\": \"ü\"}\r\n ";
    private static final Function<byte[], String> SIGNING = body -> "sha256=" + body.length;
    private static final String SIGNED = "sha256=" + BODY.getBytes(StandardCharsets.UTF_8).length;

    @RegisterExtension
    final OwnDevMode dev = new OwnDevMode();

    private ReceivingFunction function;
    private LocalGateway gateway;

    @BeforeEach
    void start() throws IOException {
        function = new ReceivingFunction();
        gateway = gateway(0, Optional.of(SIGNING));
    }

    @AfterEach
    void stop() {
        gateway.stop();
        function.close();
    }

    private LocalGateway gateway(int port, Optional<Function<byte[], String>> signature) {
        LocalGateway started = new LocalGateway(port);
        started.listen();
        started.start(new LocalGateway.Receiver(function.address(), "X-Webhook-Token", signature));
        return started;
    }

    private int port() {
        return gateway.port().orElseThrow();
    }

    private String host() {
        return "Host: localhost:" + port();
    }

    private String post(String path, String... headers) throws IOException {
        List<String> lines = new ArrayList<>(List.of("POST " + path + " HTTP/1.1", "Content-Type: application/json"));
        lines.add("Content-Length: " + BODY.getBytes(StandardCharsets.UTF_8).length);
        Arrays.stream(headers).map(header -> header.replace(":P", ":" + port())).forEach(lines::add);
        return RawHttp.exchange(port(), BODY, lines.toArray(String[]::new));
    }

    private static int status(String response) {
        return Integer.parseInt(response.split(" ", 3)[1]);
    }

    private ReceivingFunction.Received received() {
        assertEquals(1, function.received().size());
        return function.received().get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost:P",
                "Host: LOCALHOST:P",
                "Host: 127.0.0.1:P",
                "Host: [::1]:P",
                "Host: localhost:P\r\nOrigin: http://localhost:P",
                "Host: localhost:P\r\nSec-Fetch-Site: none"
            })
    void whatThisMachineDeliversIsSignedAndHandedOnByteForByte(String headers) throws IOException {
        String response = post(WEBHOOK, headers.split("\r\n"));

        assertEquals(200, status(response), response);
        assertTrue(response.endsWith("{\"received\":1}"), response);
        assertEquals(WEBHOOK, received().path());
        assertEquals(BODY, received().body());
        assertEquals(SIGNED, received().header("X-Hub-Signature"));
        assertEquals("application/json", received().header("Content-Type"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: localhost:1",
                "Host: my-tunnel.example.com",
                "Host: my-tunnel.example.com:P",
                "Host: localhost.evil.example:P",
                "Host: 127.0.0.2:P",
                "Host: 0.0.0.0:P",
                "X: no host",
                "Host: localhost:P\r\nHost: my-tunnel.example.com",
                "Host: localhost:P\r\nOrigin: null",
                "Host: localhost:P\r\nOrigin: https://evil.example",
                "Host: localhost:P\r\nOrigin: http://localhost:3000",
                "Host: localhost:P\r\nOrigin: http://localhost:P.evil.example",
                "Host: localhost:P\r\nSec-Fetch-Site: cross-site",
                "Host: localhost:P\r\nSec-Fetch-Site: same-site",
                "Host: localhost:P\r\nX-Forwarded-For: 203.0.113.7",
                "Host: localhost:P\r\nx-forwarded-host: abc.example.com",
                "Host: localhost:P\r\nX-Forwarded-Proto: https",
                "Host: localhost:P\r\nX-Original-Host: abc.example.com",
                "Host: localhost:P\r\nForwarded: host=abc.example.com"
            })
    void whatComesFromElsewhereIsRefusedWhateverItAsksFor(String headers) throws IOException {
        for (String path : List.of(WEBHOOK, WEBHOOK + "/PROJ-1", "/traces", "/q/dev-ui/", "/internal/run")) {
            String response = post(path, headers.split("\r\n"));

            assertEquals(403, status(response), response);
            assertTrue(response.contains("application/problem+json"), response);
            assertTrue(response.contains("TRACEHOOK_WEBHOOK_SECRET"), response);
        }
        assertEquals(List.of(), function.received());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Hub-Signature: sha256=00", "x-webhook-token: of Jira's"})
    void aDeliveryWithASignatureOrTokenOfItsOwnPassesAsItIs(String header) throws IOException {
        String response =
                post(WEBHOOK + "/PROJ-1", "Host: my-tunnel.example.com", "X-Forwarded-For: 203.0.113.7", header);

        assertEquals(200, status(response), response);
        String[] named = header.split(": ");
        assertEquals(List.of(named[1]), received().headers().get(named[0]));
        assertEquals(named[0].startsWith("X-Hub") ? named[1] : null, received().header("X-Hub-Signature"));
        assertEquals("203.0.113.7", received().header("X-Forwarded-For"));
        assertEquals(BODY, received().body());
    }

    @Test
    void aSignatureOpensNothingButTheWebhook() throws IOException {
        for (String path : List.of("/traces", "/q/dev-ui/", WEBHOOK + "/../../traces", WEBHOOK + "/a/b")) {
            assertEquals(403, status(post(path, "Host: my-tunnel.example.com", "X-Hub-Signature: sha256=00")), path);
        }
        assertEquals(List.of(), function.received());
    }

    @Test
    void nothingIsSignedWhereJirasSecretIsConfigured() throws IOException {
        gateway = gateway(0, Optional.empty());

        assertEquals(200, status(post(WEBHOOK, host())));

        assertNull(received().header("X-Hub-Signature"));
    }

    @Test
    void whatIsNoDeliveryIsHandedOnUnsigned() throws IOException {
        String response = RawHttp.exchange(
                port(),
                "",
                "GET /traces?issue=PROJ-1&a=%20 HTTP/1.1",
                host(),
                "Authorization: Bearer a, b",
                "Accept: a");

        assertEquals(200, status(response), response);
        assertEquals("/traces?issue=PROJ-1&a=%20", received().target());
        assertEquals("Bearer a, b", received().header("Authorization"));
        assertNull(received().header("X-Hub-Signature"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/_lambda_",
                "/_lambda_/",
                "//_lambda_",
                "/./_lambda_",
                "/x/../_lambda_",
                "/%5Flambda_",
                "/%5flambda%5F",
                "/_l%61mbda_?a=b",
                "/_lambda_/2018-06-01/runtime/invocation/next",
                "/_lambda_;a=b",
                "http://localhost/_lambda_",
                "http://localhost/webhooks/jira",
                "*"
            })
    void wholeEventsAreTakenFromNobody(String path) throws IOException {
        for (String header : List.of("X-Hub-Signature: sha256=00", "X: unsigned")) {
            int status = status(post(path, host(), header));

            assertTrue(status == 404 || status == 400, path + " " + status);
        }
        assertEquals(List.of(), function.received());
    }

    @Test
    void theMockIsToldNoInvocationId() throws IOException {
        post(WEBHOOK, host(), "Lambda-Runtime-Aws-Request-Id: 1");

        assertNull(received().header("Lambda-Runtime-Aws-Request-Id"));
    }

    @Test
    void aBodyWhoseLengthIsNotSaidIsSignedWhole() throws IOException {
        String response = RawHttp.exchange(
                port(),
                "3\r\n{} \r\n2\r\n\r\n\r\n0\r\n\r\n",
                "POST " + WEBHOOK + " HTTP/1.1",
                host(),
                "Transfer-Encoding: chunked");

        assertEquals(200, status(response), response);
        assertEquals("{} \r\n", received().body());
        assertEquals("sha256=5", received().header("X-Hub-Signature"));
    }

    @Test
    void aFunctionThatCannotBeReachedIsSaid() throws IOException {
        function.close();

        String response = post(WEBHOOK, host());

        assertEquals(503, status(response), response);
        assertTrue(response.contains("The function gave no reply"), response);
    }

    @Test
    void anotherAddressOfThisMachineFindsNothing() {
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.2", port()).close());
    }

    @Test
    void aRequestThatWaitsWhileDevModeStartsAnewIsAnswered() throws Exception {
        function.holdReplies();
        int port = port();
        try (RawHttp connection = new RawHttp(port, 64 * 1024)) {
            connection.send("POST " + WEBHOOK + " HTTP/1.1\r\n" + host() + "\r\nContent-Length: 2\r\n\r\n{}");
            function.awaitReceived();

            LocalGateway next = gateway(port, Optional.of(body -> "sha256=next"));
            assertEquals(Optional.of(port), next.port());
            function.releaseReplies();

            assertTrue(connection.readUntil("}").contains("{\"received\":1"));
        }
        post(WEBHOOK, host());
        assertEquals("sha256=next", function.received().get(1).header("X-Hub-Signature"));
    }

    @Test
    void anotherPortIsTakenAtTheNextStart() throws IOException {
        int before = port();
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        gateway = gateway(free, Optional.of(SIGNING));

        assertEquals(200, status(post(WEBHOOK, host())));
        assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", before).close());
    }

    @Test
    void aPortInUseIsNoReasonNotToStartOrToLeaveTheEarlierOne() throws IOException {
        int before = port();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            LocalGateway second = gateway(taken.getLocalPort(), Optional.of(body -> "sha256=second"));

            assertEquals(Optional.empty(), second.port());
        }
        assertEquals(before, port());
        post(WEBHOOK, host());
        assertEquals("sha256=second", received().header("X-Hub-Signature"));
    }
}
