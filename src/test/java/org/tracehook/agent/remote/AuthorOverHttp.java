package org.tracehook.agent.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.agent.remote.RemoteAgentServer.Reaction;

/** The agent {@code author_agent}: what it says, what it is asked, and the ticket that it works on. */
public final class AuthorOverHttp {

    /** Accepts the work: the next question is where the reply will be. */
    public static final Reaction ACCEPTS =
            RemoteAgentServer.reply(202, Map.of("Location", "/runs/1", "Retry-After", "1"), new byte[0]);

    private static final ObjectMapper JSON = new ObjectMapper();

    private AuthorOverHttp() {}

    /** Replies with the file {@code src/hello.sh}. */
    public static Reaction writes(String content) {
        return writes(content, "Says hello");
    }

    /** The same with those words about it. */
    public static Reaction writes(String content, String summary) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.put("outcome", "success").put("summary", summary);
        ObjectNode outputs = reply.putObject("outputs").put("commit_message", "Say hello");
        outputs.putObject("code_changes").put("src/hello.sh", content);
        outputs.putObject("usage").put("input_tokens", 1_200).put("cost_usd", 0.02);
        return RemoteAgentServer.json(reply.toString());
    }

    /** The properties with which it is that server, and sees the ticket, the repository and the run before. */
    public static Map<String, String> properties(RemoteAgentServer server) {
        String agent = "tracehook.remote-agents.author_agent.";
        Map<String, String> properties = new HashMap<>(server.properties("author_agent", Fixtures.TOKEN));
        properties.put(agent + "ticket-fields", "summary,description");
        properties.put(agent + "repository", "true");
        properties.put(agent + "previous", "true");
        return properties;
    }

    /** A delivery of {@code ann}, who moves the ticket to that status. */
    public static byte[] ticket(String status, String description) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("webhookEvent", "automation:go").put("actor", "ann");
        ObjectNode fields = event.putObject("issue")
                .put("id", "10021")
                .put("key", "PROJ-1")
                .putObject("fields")
                .put("summary", "Say hello")
                .put("description", description);
        fields.putObject("status").put("name", status);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The document that it got with the request of that number, from 0. */
    public static JsonNode asked(RemoteAgentServer server, int request) {
        try {
            return JSON.readTree(server.received().get(request).body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
