package org.tracehook.aws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on loopback that speaks the JSON protocol of Secrets Manager, as far as {@code GetSecretValue} goes: secrets
 * change, and it can be made to fail.
 */
public final class FakeSecretsManager implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, ObjectNode>> secrets = new ConcurrentHashMap<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String error = "";
    private volatile int status;
    private volatile int failures;
    private volatile boolean silent;

    /** Starts it, without any secret. */
    public FakeSecretsManager() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.setExecutor(pool);
        server.start();
    }

    /** Where it is. */
    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** Gives the secret that text; the one before is its previous. */
    public void put(String id, String text) {
        put(id, JSON.createObjectNode().put("SecretString", text));
    }

    void putBinary(String id, String base64) {
        put(id, JSON.createObjectNode().put("SecretBinary", base64));
    }

    private void put(String id, ObjectNode value) {
        Map<String, ObjectNode> stages = secrets.computeIfAbsent(id, any -> new ConcurrentHashMap<>());
        ObjectNode before = stages.put("AWSCURRENT", value);
        if (before != null) {
            stages.put("AWSPREVIOUS", before);
        }
    }

    /** Answers the next requests, that many, with that error. */
    public void fail(int times, int withStatus, String withError) {
        error = withError;
        status = withStatus;
        failures = times;
    }

    void fallSilent() {
        silent = true;
    }

    /** How often it was asked. */
    public int requests() {
        return authorizations.size();
    }

    /** The {@code Authorization} of each request. */
    List<String> authorizations() {
        return authorizations;
    }

    private void answer(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (silent) {
            await();
        } else if (failures > 0) {
            failures--;
            send(exchange, status, error(error));
        } else if (!"secretsmanager.GetSecretValue"
                .equals(exchange.getRequestHeaders().getFirst("X-Amz-Target"))) {
            send(exchange, 400, error("InvalidAction"));
        } else {
            ObjectNode value = secrets.getOrDefault(request.path("SecretId").asText(), Map.of())
                    .get(request.path("VersionStage").asText("AWSCURRENT"));
            send(exchange, value == null ? 400 : 200, value == null ? error("ResourceNotFoundException") : value);
        }
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ObjectNode error(String type) {
        return JSON.createObjectNode().put("__type", type).put("Message", "x");
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        closed.countDown();
        pool.shutdownNow();
        server.stop(0);
    }
}
