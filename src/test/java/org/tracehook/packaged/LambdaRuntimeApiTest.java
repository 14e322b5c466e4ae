package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaRuntimeApiTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final byte[] EVENT = {'{', '}'};

    private final HttpClient function = HttpClient.newHttpClient();
    private LambdaRuntimeApi api;

    @BeforeEach
    void start() throws IOException {
        api = LambdaRuntimeApi.start();
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void responseGoesToTheEventThatWasHandedOver() throws Exception {
        CompletableFuture<Answer> answer = api.invoke(EVENT, LIMIT).answer();

        HttpResponse<String> event = poll();
        int status = post("invocation/" + id(event) + "/response", "{\"statusCode\":200}");

        assertEquals("{}", event.body());
        assertEquals(202, status);
        assertEquals(new Answer.Response("{\"statusCode\":200}"), answer.get());
    }

    @Test
    void deadlineIsTheLimitFromTheHandOver() throws Exception {
        api.invoke(EVENT, LIMIT).answer();
        Instant before = Instant.now();

        long deadline =
                poll().headers().firstValueAsLong("Lambda-Runtime-Deadline-Ms").orElseThrow();

        long earliest = before.plus(LIMIT).toEpochMilli();
        assertTrue(deadline >= earliest && deadline <= Instant.now().plus(LIMIT).toEpochMilli());
        assertFalse(api.awaitFirstPoll(LIMIT).isBefore(before));
    }

    @Test
    void reportedErrorIsAFailure() throws Exception {
        CompletableFuture<Answer> answer = api.invoke(EVENT, LIMIT).answer();

        post("invocation/" + id(poll()) + "/error", "{\"errorType\":\"Broken\"}");

        assertEquals(new Answer.Failure("Function.Broken", "{\"errorType\":\"Broken\"}"), answer.get());
    }

    @Test
    void missingAnswerFailsAtTheLimit() throws Exception {
        CompletableFuture<Answer> answer =
                api.invoke(EVENT, Duration.ofMillis(20)).answer();
        poll();

        assertInstanceOf(
                TimeoutException.class,
                assertThrows(ExecutionException.class, answer::get).getCause());
    }

    @Test
    void answerToAnUnknownEventIsRefused() throws Exception {
        assertEquals(400, post("invocation/no-such-id/response", "{}"));
    }

    @Test
    void endOfTheFunctionFailsAllThatWaits() {
        CompletableFuture<Answer> before = api.invoke(EVENT, LIMIT).answer();

        api.functionEnded(7);

        CompletableFuture<Answer> after = api.invoke(EVENT, LIMIT).answer();
        assertInstanceOf(
                IllegalStateException.class,
                assertThrows(ExecutionException.class, before::get).getCause());
        assertThrows(ExecutionException.class, after::get);
        assertThrows(CompletionException.class, () -> api.awaitFirstPoll(LIMIT));
    }

    @Test
    void initErrorIsKept() throws Exception {
        assertEquals(Optional.empty(), api.initError());

        post("init/error", "{}");

        assertEquals(Optional.of(new Answer.Failure("Function.Broken", "{}")), api.initError());
    }

    private HttpResponse<String> poll() throws Exception {
        return function.send(
                HttpRequest.newBuilder(uri("invocation/next")).build(), HttpResponse.BodyHandlers.ofString());
    }

    private int post(String path, String json) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Lambda-Runtime-Function-Error-Type", "Function.Broken")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return function.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private URI uri(String path) {
        return URI.create("http://" + api.endpoint() + "/2018-06-01/runtime/" + path);
    }

    private static String id(HttpResponse<String> event) {
        return event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
    }
}
