package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Blocked;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.OneLine;

/**
 * Reads a reply as {@code remote-agent-reply.schema.json} publishes it; members that the schema does not name do not count.
 *
 * @param reply the reply's object
 */
record RemoteReply(ObjectNode reply) {

    /** The output that says what the agent used of a language model. */
    static final String USAGE = "usage";

    /** Outputs that agents of our own go by, and what they must look like. */
    private static final Map<String, Pattern> TRUSTED = Map.of(
            "commit", Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}"),
            "branch",
                    Pattern.compile(
                            "(?!.*(?:\\.\\.|//|/\\.|\\./|\\.lock(?:/|$)|[/.]$))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}"));

    /** The members of {@link #USAGE} that are counted; numbers of tokens are whole. */
    private static final List<String> COUNTED = List.of("input_tokens", "output_tokens", "cost_usd");

    private static final Logger LOG = Logger.getLogger(RemoteReply.class.getName());

    /** What the reply of the agent of that name means for the step. */
    AgentOutcome outcome(String name) throws InvalidReplyException {
        String summary = text("summary");
        String error = text("error");
        Map<String, JsonNode> outputs = outputs(name);
        return switch (reply.path("outcome").asText()) {
            case "success" -> new Success(line("summary", summary), outputs);
            case "fail" -> new Failure("Agent failed: " + name + ": " + line("error", error), outputs);
            case "blocked" -> new Blocked("Blocked by " + name + ": " + line("error", error), outputs);
            default -> throw new InvalidReplyException("outcome must be success, fail or blocked");
        };
    }

    /** The member's text; null when it is absent or null. */
    private String text(String member) throws InvalidReplyException {
        JsonNode value = reply.path(member);
        if (!value.isTextual() && !isAbsent(value)) {
            throw new InvalidReplyException(member + " must be a text");
        }
        return value.textValue();
    }

    private static String line(String member, String text) throws InvalidReplyException {
        if (text == null || text.isEmpty()) {
            throw new InvalidReplyException(member + " must say something with this outcome");
        }
        String line = OneLine.of(text);
        return line.isEmpty() ? "(blank)" : line;
    }

    private Map<String, JsonNode> outputs(String agent) throws InvalidReplyException {
        JsonNode value = reply.path("outputs");
        if (!value.isObject() && !isAbsent(value)) {
            throw new InvalidReplyException("outputs must be an object");
        }
        Map<String, JsonNode> outputs = new HashMap<>();
        for (Map.Entry<String, JsonNode> output : value.properties()) {
            checkTrusted(output.getKey(), output.getValue());
            outputs.put(output.getKey(), output.getValue());
        }
        JsonNode usage = outputs.remove(USAGE);
        if (usage instanceof ObjectNode object) {
            outputs.put(USAGE, counted(object, agent));
        } else if (usage != null && !usage.isNull()) {
            leftOut(List.of(USAGE), agent);
        }
        return outputs;
    }

    private static void checkTrusted(String name, JsonNode value) throws InvalidReplyException {
        Pattern pattern = TRUSTED.get(name);
        if (pattern != null
                && !(value.isTextual() && pattern.matcher(value.textValue()).matches())) {
            throw new InvalidReplyException("outputs." + name + " must be the name of a " + name + " in git");
        }
    }

    /** The usage without what the log and its metrics cannot count: the work is done, whatever it says of its cost. */
    private static ObjectNode counted(ObjectNode usage, String agent) {
        ObjectNode counted = usage.deepCopy();
        List<String> misfits = new ArrayList<>();
        for (String member : COUNTED) {
            JsonNode value = usage.path(member);
            if (!isAmount(value) || member.endsWith("_tokens") && !value.canConvertToExactIntegral()) {
                counted.remove(member);
                if (!isAbsent(value)) {
                    misfits.add(USAGE + "." + member);
                }
            }
        }
        leftOut(misfits, agent);
        return counted;
    }

    private static void leftOut(List<String> misfits, String agent) {
        if (!misfits.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "{0}: remote-agent-reply.schema.json does not allow its outputs.{1} like this: left out",
                    new Object[] {agent, String.join(" and outputs.", misfits)});
        }
    }

    private static boolean isAmount(JsonNode value) {
        return value.isNumber() && value.doubleValue() >= 0 && Double.isFinite(value.doubleValue());
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /** Shows nothing of the reply. */
    @Override
    public String toString() {
        return "RemoteReply";
    }

    /** A reply is not what the contract asks for; the message says why and holds nothing of the reply. */
    static final class InvalidReplyException extends Exception {

        InvalidReplyException(String why) {
            super(why);
        }
    }
}
