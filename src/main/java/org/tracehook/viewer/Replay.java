package org.tracehook.viewer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.tracehook.jira.NotAJsonObjectException;

/** Delivers a webhook to the function once more, the way Jira does: over HTTP, signed, as a delivery of its own. */
final class Replay {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Vertx vertx;
    private final HttpClient client;
    private final FunctionAddress function;
    private final Function<byte[], String> signature;
    private final Set<Promise<Answer>> waiting = ConcurrentHashMap.newKeySet();

    /** Delivers to that function; {@code signature} gives the value of {@code X-Hub-Signature} for a body. */
    Replay(Vertx vertx, FunctionAddress function, Function<byte[], String> signature) {
        this.vertx = vertx;
        this.client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));
        this.function = function;
        this.signature = signature;
    }

    /** The function's reply, however long it takes; nothing waits for it but this future. */
    Future<Answer> of(byte[] body) {
        Promise<Answer> answer = Promise.promise();
        waiting.add(answer);
        vertx.executeBlocking(() -> FreshWebhook.of(body, Instant.now()), false)
                .compose(this::deliver)
                .onSuccess(answer::tryComplete)
                .onFailure(why -> answer.tryComplete(failure(why)));
        return answer.future().onComplete(done -> waiting.remove(answer));
    }

    private Future<Answer> deliver(byte[] body) {
        return client.request(HttpMethod.POST, function.port(), function.host(), FunctionAddress.WEBHOOK)
                .compose(request -> signed(request, body).send(Buffer.buffer(body)))
                .compose(response -> response.body().map(reply -> answer(response.statusCode(), reply.toString())));
    }

    private HttpClientRequest signed(HttpClientRequest request, byte[] body) {
        return request.putHeader("Content-Type", "application/json")
                .putHeader("X-Atlassian-Webhook-Identifier", UUID.randomUUID().toString())
                .putHeader("X-Hub-Signature", signature.apply(body));
    }

    private static Answer answer(int status, String reply) {
        return Answer.json(
                JsonNodeFactory.instance.objectNode().put("status", status).set("reply", json(reply)));
    }

    private static JsonNode json(String reply) {
        try {
            return MAPPER.readTree(reply);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(reply);
        }
    }

    private static Answer failure(Throwable why) {
        return why instanceof NotAJsonObjectException bad
                ? Answer.malformed(bad)
                : Answer.unavailable("The function gave no reply (" + why.getMessage()
                        + "): look at the console of dev mode, and send it again.");
    }

    /** Answers whoever waits: dev mode starts anew with changed sources, and hands their webhooks to what it starts. */
    void stop() {
        waiting.forEach(answer -> answer.tryComplete(
                Answer.unavailable("Dev mode took over changed files and runs the webhook with them: its trace appears "
                        + "in the list as soon as it runs.")));
        client.close();
    }
}
