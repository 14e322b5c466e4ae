package org.tracehook.dynamodb;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.tracehook.aws.AwsService;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A server that answers as DynamoDB does when it does not do what it is asked. */
final class FakeTable implements AutoCloseable {

    private static final String TYPE = "com.amazonaws.dynamodb.v20120810#";

    private final AtomicInteger requests = new AtomicInteger();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final HttpServer server;

    private FakeTable(Answer answer) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            try (exchange) {
                answer.to(exchange, requests.incrementAndGet());
            }
        });
        server.setExecutor(pool);
        server.start();
    }

    /** Answers every request with that error. */
    static FakeTable failing(int status, String error) {
        return new FakeTable((exchange, number) -> send(exchange, status, error(error, "")));
    }

    /** Has nothing, and says of the first writes, that many, that others were faster; the next are done. */
    static FakeTable conflicting(int times) {
        AtomicInteger writes = new AtomicInteger();
        return new FakeTable((exchange, number) -> {
            boolean write =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith("PutItem");
            if (write && writes.incrementAndGet() <= times) {
                send(exchange, 400, error("ConditionalCheckFailedException", ""));
            } else {
                send(exchange, 200, "{}");
            }
        });
    }

    /** Throttles the first requests, that many; the next are done. */
    static FakeTable throttling(int times) {
        return new FakeTable((exchange, number) -> {
            if (number <= times) {
                send(exchange, 400, error("ThrottlingException", ""));
            } else {
                send(exchange, 200, "{}");
            }
        });
    }

    /** Has nothing, and lets each request wait that long for its answer. */
    static FakeTable slow(Duration time) {
        return new FakeTable((exchange, number) -> {
            try {
                Thread.sleep(time.toMillis());
                send(exchange, 200, "{}");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Says nothing. */
    static FakeTable silent() {
        CountDownLatch never = new CountDownLatch(1);
        return new FakeTable((exchange, number) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Does what it is asked in the table behind it, and loses the answer to the first write. */
    static FakeTable forgetful(URI behind) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        AtomicInteger writes = new AtomicInteger();
        return new FakeTable((exchange, number) -> {
            HttpResponse<String> answer = forward(client, exchange, behind);
            boolean write =
                    exchange.getRequestHeaders().getFirst("X-Amz-Target").endsWith("PutItem");
            if (!write || writes.incrementAndGet() > 1) {
                send(exchange, answer.statusCode(), answer.body());
            }
        });
    }

    private static HttpResponse<String> forward(HttpClient client, HttpExchange exchange, URI behind)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(behind)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        for (String header : List.of("X-Amz-Target", "Authorization", "X-Amz-Date", "Content-Type")) {
            request.header(header, exchange.getRequestHeaders().getFirst(header));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    int requests() {
        return requests.get();
    }

    /** The table as the function sees it. */
    Table table() {
        return table("deliveries", AwsService.PATIENCE);
    }

    /** The same for tasks that may take that long. */
    Table table(Duration patience) {
        return table("deliveries", patience);
    }

    /** The table of that name as the function sees it. */
    Table table(String name) {
        return table(name, AwsService.PATIENCE);
    }

    private Table table(String name, Duration patience) {
        Optional<URI> endpoint =
                Optional.of(URI.create("http://localhost:" + server.getAddress().getPort()));
        return new Table(
                name,
                () -> new AwsService(endpoint, AwsService.PATIENCE)
                        .open(
                                DynamoDbClient.builder(),
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any secret"))),
                patience);
    }

    private static String error(String type, String more) {
        return "{\"__type\":\"" + TYPE + type + "\",\"message\":\"x\"" + more + "}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        pool.shutdownNow();
        server.stop(0);
    }

    private interface Answer {
        void to(HttpExchange exchange, int number) throws IOException;
    }
}
