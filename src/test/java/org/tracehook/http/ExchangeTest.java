package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.http.BrokenServer.Mischief;

/** Sockets are the process's, and it lives long: no answer may cost one. */
@Timeout(120)
class ExchangeTest {

    private static final int LONGEST = 1_000;
    private static final Duration PLENTY = Duration.ofMinutes(1);

    private final Exchange exchange = new Exchange();

    private HttpAnswer ask(String url) throws InterruptedException, NoAnswerException {
        return exchange.send(HttpRequest.newBuilder(URI.create(url)).build(), status -> LONGEST, PLENTY);
    }

    private NoAnswerException broken(BrokenServer server) {
        NoAnswerException failure = assertThrows(NoAnswerException.class, () -> ask(server.url()));
        assertFalse(failure.getMessage().contains(BrokenServer.CANARY), failure::getMessage);
        return failure;
    }

    @ParameterizedTest
    @EnumSource(Mischief.class)
    void aServerThatDoesNotSpeakHttpCostsNoSocket(Mischief mischief) throws Exception {
        try (BrokenServer server = BrokenServer.doing(mischief)) {
            OpenSockets before = OpenSockets.now();
            for (int i = 0; i < 200; i++) {
                assertEquals(NoAnswerException.Reason.NO_HTTP, broken(server).reason());
            }
            before.areStillAsMany();
        }
    }

    @Test
    void whatOthersWaitForIsNotBroken() throws Exception {
        CountDownLatch mayAnswer = new CountDownLatch(1);
        HttpServer slow = server(mayAnswer, ConcurrentHashMap.newKeySet());
        try (BrokenServer server = BrokenServer.doing(Mischief.SSH_BANNER)) {
            CompletableFuture<HttpAnswer> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return ask(url(slow));
                } catch (InterruptedException | NoAnswerException e) {
                    throw new AssertionError(e);
                }
            });
            for (int i = 0; i < 50; i++) {
                broken(server);
            }
            mayAnswer.countDown();

            assertEquals(200, waiting.get(1, TimeUnit.MINUTES).status());
        } finally {
            slow.stop(0);
        }
    }

    @Test
    void theConnectionOfAnAnswerServesTheNextRequest() throws Exception {
        Set<InetSocketAddress> clients = ConcurrentHashMap.newKeySet();
        HttpServer server = server(new CountDownLatch(0), clients);
        try (BrokenServer broken = BrokenServer.doing(Mischief.SSH_BANNER)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(200, ask(url(server)).status());
                broken(broken);
            }

            assertEquals(1, clients.size(), clients::toString);
        } finally {
            server.stop(0);
        }
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static HttpServer server(CountDownLatch mayAnswer, Set<InetSocketAddress> clients) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", http -> {
            try (http) {
                clients.add(http.getRemoteAddress());
                mayAnswer.await();
                http.sendResponseHeaders(200, 2);
                http.getResponseBody().write(new byte[] {'o', 'k'});
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        server.start();
        return server;
    }
}
