package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.WebAddress;

/**
 * What a remote agent must do, each as a check that fails with what to correct. The requests are
 * {@code src/test/resources/remote-agent/request.json} with ids of their own.
 */
final class RemoteAgentContract {

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final RemoteEndpoint endpoint;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** The agent at that URL. */
    RemoteAgentContract(String url, Optional<String> token) {
        Map<String, String> properties = new HashMap<>(Map.of("url", url));
        token.ifPresent(text -> properties.put("token", text));
        this.endpoint = Fixtures.endpoint(properties);
    }

    /** A request as the schema publishes it gets a reply as the schema publishes it, which the function understands. */
    void answersWithAReply() throws Exception {
        ObjectNode request = sample();
        assertEquals(List.of(), Fixtures.violations("request", request.toString()), "request.json is no request");

        reply(request);
    }

    /** A repeated key gets the first reply again: the work is done once. */
    void answersARepeatedKeyWithTheSameReply() throws Exception {
        ObjectNode request = sample();
        JsonNode first = reply(request);

        assertEquals(
                first,
                reply(request.put("deadline_ms", 9_000)),
                "The second request with the same idempotency_key must get the first one's reply");
    }

    /** Members that a later version may add are ignored. */
    void ignoresUnknownMembers() throws Exception {
        ObjectNode request = sample();
        request.putObject("x_unknown").put("any", 1);
        ((ObjectNode) request.get("ticket")).put("x_unknown", "any");

        reply(request);
    }

    /** Whoever does not know the token is refused. */
    void refusesAnotherToken() throws Exception {
        String request = sample().toString();
        for (Optional<String> authorization :
                List.of(Optional.of("Bearer not-the-token-0123"), Optional.<String>empty())) {
            int status = post(request, authorization).statusCode();
            assertTrue(
                    Set.of(401, 403).contains(status),
                    "A request with a wrong token, or none, must be answered 401 or 403; it was " + status);
        }
    }

    /** The reply, which may come at once, or at the {@code Location} of a 202. */
    private JsonNode reply(ObjectNode request) throws Exception {
        HttpResponse<byte[]> response = post(request.toString(), endpoint.authorization());
        Instant end = Instant.now().plus(LONGEST);
        URI location = endpoint.url();
        while (response.statusCode() == 202) {
            assertTrue(Instant.now().isBefore(end), "Accepted work must get its reply within " + LONGEST);
            Optional<String> named = response.headers().firstValue("Location");
            assertTrue(
                    named.isPresent() || !location.equals(endpoint.url()),
                    "The answer 202 must have a Location, where to ask for the reply");
            location = location.resolve(named.orElse(location.toString()));
            assertEquals(
                    WebAddress.origin(endpoint.url()),
                    WebAddress.origin(location),
                    "The Location of a 202 must be of the agent's own scheme, host and port");
            Thread.sleep(200);
            response = ask(location);
        }
        assertEquals(200, response.statusCode(), "Every outcome is answered 200, if not 202 before");
        assertTrue(response.body().length <= RemoteEndpoint.LONGEST_REPLY, "The reply must have at most 256 KB");
        HttpAnswer answer = new HttpAnswer(200, response.headers(), Optional.of(response.body()));
        ObjectNode reply = assertDoesNotThrow(() -> answer.json(RemoteEndpoint.LONGEST_REPLY));
        assertEquals(List.of(), Fixtures.violations("reply", reply.toString()), "The reply is not as the schema says");
        assertDoesNotThrow(() -> new RemoteReply(reply).outcome(endpoint.name()));
        return reply;
    }

    private HttpResponse<byte[]> ask(URI location) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(location).timeout(LONGEST).header("Accept", "application/json");
        endpoint.authorization().ifPresent(value -> request.header("Authorization", value));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private HttpResponse<byte[]> post(String json, Optional<String> authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.url())
                .timeout(LONGEST)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .header("traceparent", "00-2289219aa8c44012be7d489185977869-00f067aa0ba902b7-01")
                .POST(BodyPublishers.ofString(json, StandardCharsets.UTF_8));
        authorization.ifPresent(value -> request.header("Authorization", value));
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The sample with a trace of its own, so that no run meets the keys of another. */
    private static ObjectNode sample() {
        try (InputStream in = RemoteAgentContract.class.getResourceAsStream("/remote-agent/request.json")) {
            ObjectNode sample = (ObjectNode) Fixtures.json(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            String id = UUID.randomUUID().toString();
            return sample.put("trace_id", id)
                    .put("idempotency_key", id + "/" + sample.get("step_number").asInt());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
