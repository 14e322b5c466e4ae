package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;
import org.tracehook.agent.remote.RemoteAgentServer.Received;

/** An agent that keeps the contract: it knows {@link Fixtures#TOKEN} and does each work once. */
final class SampleAgent implements Reaction {

    private final Map<String, String> replies = new ConcurrentHashMap<>();

    @Override
    public void to(Received request, OutputStream out) throws IOException, InterruptedException {
        boolean known = ("Bearer " + Fixtures.TOKEN).equals(request.headers().get("authorization"));
        Reaction answer = known ? work(Fixtures.json(request.body())) : RemoteAgentServer.status(401);
        answer.to(request, out);
    }

    private Reaction work(JsonNode request) {
        String key = request.get("idempotency_key").textValue();
        return RemoteAgentServer.json(replies.computeIfAbsent(key, first -> reply(request)));
    }

    private static String reply(JsonNode request) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("outcome", "success")
                .put("summary", "Looked at " + request.at("/ticket/issue_key").asText())
                .set(
                        "outputs",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("run", UUID.randomUUID().toString()))
                .toString();
    }
}
