package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.ApiException.Kind;

class ApiCallsTest {

    private static final ObjectNode DOCUMENT = JsonNodeFactory.instance.objectNode();
    private static final int SILENCE = 0;

    /** What the API answers, one after another; the last stands for all that follow. */
    private List<Integer> answers = List.of(503);

    private String retryAfter = "0";
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Calls calls = new Calls(Deadline.in(Duration.ofMinutes(1)));
    private HttpServer server;
    private int fetched;
    private ApiException unfetched;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", http -> {
            sent.add(http.getRequestHeaders().getFirst("Authorization"));
            int status = answers.get(Math.min(sent.size(), answers.size()) - 1);
            if (status != SILENCE) {
                byte[] why = "why".getBytes(StandardCharsets.UTF_8);
                http.getResponseHeaders().add("Retry-After", retryAfter);
                http.sendResponseHeaders(status, why.length);
                http.getResponseBody().write(why);
                http.close();
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void fails(Kind kind, String message, Executable call) {
        ApiException failure = assertThrows(ApiException.class, call);
        assertEquals(kind + " " + message, failure.kind() + " " + failure.getMessage());
    }

    @Test
    void aBusyApiIsAskedUpToSixTimes() throws Exception {
        fails(Kind.BUSY, "503", () -> calls.get("/"));
        fails(Kind.BUSY, "503", () -> calls.put("/", DOCUMENT));
        fails(Kind.BUSY, "503", () -> calls.postRepeatedly("/", DOCUMENT));
        assertEquals(18, sent.size());

        sent.clear();
        answers = List.of(503, 503, 200);
        assertEquals(200, calls.get("/").status());
        assertEquals(3, sent.size());
    }

    @Test
    void itIsAskedWhenItAsksToBeAndNotAfterTheDeadline() throws Exception {
        answers = List.of(503, 200, 503);
        retryAfter = "7";
        calls.get("/");
        retryAfter = "61";
        fails(Kind.BUSY, "503", () -> calls.get("/"));

        assertEquals(List.of(Duration.ofSeconds(7)), pauses);
        assertEquals(3, sent.size());
    }

    @Test
    void whatIsPostedOnceIsSentOnceAndLeavesAThirdOfTheTime() {
        fails(Kind.BUSY, "503", () -> calls.post("/", DOCUMENT));
        assertEquals(1, sent.size());

        answers = List.of(SILENCE);
        Deadline deadline = Deadline.in(Duration.ofMillis(900));
        ApiException lost = assertThrows(ApiException.class, () -> new Calls(deadline).post("/", DOCUMENT));
        long waited = Long.parseLong(lost.getMessage());
        assertTrue(waited <= 600, lost::getMessage);
        assertEquals(2, sent.size());
    }

    @Test
    void aRefusedTokenIsRenewedOnce() throws Exception {
        answers = List.of(401, 200, 401, 401, 200);
        calls.get("/");
        assertEquals(List.of("token 0", "token 1"), sent);

        fails(Kind.REFUSED, "401", () -> calls.get("/"));
        assertEquals(List.of("token 0", "token 1", "token 1", "token 2"), sent);
    }

    @Test
    void aTokenThatCannotBeFetchedIsAskedForOnce() {
        unfetched = new ApiException(Kind.BUSY, "no token", Duration.ZERO);

        fails(Kind.REFUSED, "no token", () -> calls.get("/"));
        assertEquals(1, fetched);
        assertEquals(List.of(), sent);
    }

    @Test
    void afterAnInterruptNothingIsFetchedOrSent() {
        Thread.currentThread().interrupt();

        assertThrows(InterruptedException.class, () -> calls.get("/"));
        assertEquals(0, fetched);
        assertEquals(List.of(), sent);
    }

    @Test
    void inLessThan100MillisecondsNothingIsFetchedOrSent() {
        fails(Kind.REFUSED, "late", () -> new Calls(Deadline.in(Duration.ofMillis(99))).get("/"));
        fails(Kind.REFUSED, "late", () -> new Calls(Deadline.in(Duration.ofMillis(149))).post("/", DOCUMENT));
        assertEquals(0, fetched);
        assertEquals(List.of(), sent);
    }

    @ParameterizedTest
    @CsvSource({"400, why", "409, why", "422, why", "401, ''", "403, ''", "500, ''"})
    void theBodyOfARefusalIsReadWhereItSaysWhatIsWrong(int status, String read) {
        answers = List.of(status);

        fails(Kind.REFUSED, status + read, () -> calls.get("/"));
    }

    private final class Calls extends ApiCalls {

        private int renewed;

        private Calls(Deadline deadline) {
            super(
                    new Connection(new Exchange(), new Backoff(Duration.ZERO, Duration.ZERO, () -> 0, pauses::add)),
                    deadline);
        }

        @Override
        protected String token(Deadline until) throws ApiException {
            fetched++;
            if (unfetched != null) {
                throw unfetched;
            }
            return "token " + renewed;
        }

        @Override
        protected HttpRequest.Builder request(String path, String token) {
            return HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path))
                    .header("Authorization", token);
        }

        @Override
        protected boolean renew(String refused) {
            assertEquals("token " + renewed++, refused);
            return true;
        }

        @Override
        protected ApiException refusal(HttpAnswer answer) {
            String read = answer.body()
                    .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .orElse("");
            return new ApiException(
                    answer.status() == 503 ? Kind.BUSY : Kind.REFUSED,
                    answer.status() + read,
                    answer.retryAfter().orElse(Duration.ZERO));
        }

        @Override
        protected ApiException lost(NoAnswerException cause, Duration waited) {
            return ApiException.lost("" + waited.toMillis());
        }

        @Override
        protected String late() {
            return "late";
        }
    }
}
