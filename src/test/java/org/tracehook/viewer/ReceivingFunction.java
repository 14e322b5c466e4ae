package org.tracehook.viewer;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands where the function takes deliveries and keeps what it is sent, one at a time, as dev mode does. */
final class ReceivingFunction implements AutoCloseable {

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch came = new CountDownLatch(1);
    private CountDownLatch replies = new CountDownLatch(0);

    ReceivingFunction() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(command -> {
            Thread thread = new Thread(command, "receiving function");
            thread.setDaemon(true);
            thread.start();
        });
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
        came.countDown();
        try {
            replies.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] reply = ("{\"received\":" + received.size() + "}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, reply.length);
        exchange.getResponseBody().write(reply);
        exchange.close();
    }

    FunctionAddress address() {
        return FunctionAddress.of("localhost:" + server.getAddress().getPort() + "/_lambda_");
    }

    /** From now on no delivery is answered. */
    void holdReplies() {
        replies = new CountDownLatch(1);
    }

    void releaseReplies() {
        replies.countDown();
    }

    void awaitReceived() throws InterruptedException {
        if (!came.await(20, TimeUnit.SECONDS)) {
            throw new AssertionError("no delivery came");
        }
    }

    List<Received> received() {
        return received;
    }

    @Override
    public void close() {
        releaseReplies();
        server.stop(0);
    }

    /** A delivery. */
    record Received(String target, Headers headers, String body) {

        String path() {
            return target.split("\\?", 2)[0];
        }

        String header(String name) {
            return headers.getFirst(name);
        }
    }
}
