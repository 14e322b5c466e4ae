package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The local gateway while dev mode takes over changes, good and bad ones. */
@Timeout(120)
class LiveReloadTest {

    private static final String FAULTS =
            "Tracehook does not start, its configuration has 1 fault(s):\n  1. a: is unknown";

    @RegisterExtension
    final OwnDevMode dev = new OwnDevMode();

    private ReceivingFunction function;
    private LocalGateway gateway;

    @BeforeEach
    void start() throws IOException {
        function = new ReceivingFunction();
        gateway = started("first");
    }

    @AfterEach
    void stop() {
        gateway.stop();
        function.close();
    }

    /** A start as dev mode makes it, up to the function. */
    private LiveReload starting(String faults) {
        LiveReload reload = new LiveReload(() -> faults);
        reload.starting();
        new LocalGateway(0).listen();
        return reload;
    }

    private LocalGateway started(String secret) {
        LiveReload reload = starting("");
        LocalGateway started = new LocalGateway(0);
        started.listen();
        started.start(new LocalGateway.Receiver(
                function.address(), "X-Webhook-Token", Optional.of(body -> "sha256=" + secret)));
        reload.started();
        return started;
    }

    private void refused() {
        starting(FAULTS).ended();
    }

    private String deliver(String... headers) {
        try {
            return RawHttp.exchange(
                    gateway.port().orElseThrow(),
                    "{}",
                    "POST /webhooks/jira HTTP/1.1\r\nHost: localhost:"
                            + gateway.port().orElseThrow(),
                    String.join("", headers) + "Content-Length: 2");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static int status(String response) {
        return Integer.parseInt(response.split(" ", 3)[1]);
    }

    private String signature(int delivery) {
        return function.received().get(delivery).header("X-Hub-Signature");
    }

    @Test
    void aChangeIsTakenOverBeforeTheNextDeliveryIsHandedOn() {
        assertEquals(200, status(deliver()));
        dev.changed(() -> started("second"));

        assertEquals(200, status(deliver()));

        assertEquals("sha256=first", signature(0));
        assertEquals("sha256=second", signature(1));
        assertEquals(2, dev.scans());
    }

    @Test
    void faultsAreAnsweredUntilTheFileIsRight() {
        dev.changed(this::refused);

        for (int again = 0; again < 2; again++) {
            String response = deliver();
            assertEquals(503, status(response), response);
            assertTrue(response.contains("application/problem+json"), response);
            assertTrue(response.contains("has 1 fault(s):\\n  1. a: is unknown\\n\\nCorrect it"), response);
        }
        assertEquals(0, function.received().size());

        dev.changed(() -> started("right"));
        assertEquals(200, status(deliver()));
        assertEquals("sha256=right", signature(0));
    }

    @Test
    void aFirstStartWithFaultsIsAnsweredForToo() throws IOException {
        gateway.stop();
        LiveReload.kept().clear();
        gateway = new LocalGateway(0);
        LiveReload reload = new LiveReload(() -> FAULTS);
        reload.starting();
        gateway.listen();
        reload.ended();

        assertEquals(503, status(deliver()));

        dev.changed(() -> started("right"));
        assertEquals(200, status(deliver()));
    }

    @Test
    void anExceptionOfAStartAndAMessageOfTheCompilerAreAnswered() {
        dev.problem(new RuntimeException("Failed to start", new IllegalStateException(FAULTS)));
        assertTrue(deliver().contains("1. a: is unknown"));

        dev.problem(new RuntimeException("\u001B[91mCompilation failed:\nA.java:1\u001B[0m"));
        String response = deliver();
        assertTrue(response.contains("\"detail\":\"Compilation failed:\\nA.java:1\\n"), response);

        dev.problem(null);
        assertEquals(200, status(deliver()));
        assertEquals(1, function.received().size());
    }

    @Test
    void aDeliveryIsNotBrokenOffForTheNextOne() throws Exception {
        function.holdReplies();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(this::deliver, OwnDevMode.THREADS);
        function.awaitReceived();
        dev.changed(() -> started("second"));

        CompletableFuture<String> second = CompletableFuture.supplyAsync(this::deliver, OwnDevMode.THREADS);
        while (function.received().size() < 2) {
            Thread.sleep(5);
        }
        assertEquals(1, dev.scans());
        function.releaseReplies();
        assertEquals(200, status(first.get()));
        assertEquals(200, status(second.get()));

        deliver();
        assertEquals("sha256=second", signature(2));
    }

    @Test
    void whoWaitsForAFunctionThatIsGoneIsAnswered() throws Exception {
        function.holdReplies();
        CompletableFuture<String> delivery = CompletableFuture.supplyAsync(this::deliver, OwnDevMode.THREADS);
        function.awaitReceived();

        refused();

        assertTrue(delivery.get().contains("1. a: is unknown"));
    }

    @Test
    void whoComesWhileTheFunctionStartsWaitsForIt() throws Exception {
        LiveReload reload = starting("");
        CompletableFuture<String> delivery = CompletableFuture.supplyAsync(this::deliver, OwnDevMode.THREADS);
        while (dev.scans() == 0) {
            Thread.sleep(5);
        }
        assertFalse(delivery.isDone());

        reload.started();

        assertEquals(200, status(delivery.get()));
    }

    @Test
    void aBrowserIsGivenTextAndAnotherPageNothing() {
        refused();

        String text = deliver("Accept: text/html,*/*;q=0.8\r\n");
        assertTrue(text.contains("text/plain"), text);
        assertTrue(text.contains("\r\n\r\n" + FAULTS + "\n"), text);

        String foreign = deliver("Origin: https://evil.example\r\n");
        assertEquals(503, status(foreign), foreign);
        assertFalse(foreign.contains("is unknown"), foreign);
    }
}
