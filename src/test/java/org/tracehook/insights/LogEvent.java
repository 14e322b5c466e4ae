package org.tracehook.insights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A line as Logs Insights sees it: its text and the fields that are discovered in it, nested ones with dots.
 *
 * <p>Of a JSON event 200 fields are extracted, those of nested objects and items of arrays included (CloudWatch Logs
 * user guide, "Supported logs and discovered fields"). Which they are is not said: here the first ones.
 */
public record LogEvent(Map<String, Object> fields) {

    static final int DISCOVERED = 200;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The event of a line that arrived at that moment, in milliseconds of the epoch. */
    public static LogEvent of(String line, long arrived) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object(line).ifPresent(object -> discover("", object, fields));
        fields.put("@message", line);
        fields.put("@timestamp", (double) arrived);
        return new LogEvent(fields);
    }

    private static Optional<JsonNode> object(String line) {
        try {
            return Optional.of(JSON.readTree(line)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void discover(String name, JsonNode node, Map<String, Object> fields) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                discover(name + "." + i, node.get(i), fields);
            }
        } else if (node.isObject()) {
            String prefix = name.isEmpty() ? "" : name + ".";
            node.properties().forEach(member -> discover(prefix + member.getKey(), member.getValue(), fields));
        } else if (fields.size() < DISCOVERED) {
            fields.put(name, value(node));
        }
    }

    /** A text or a number; null where it is not documented what Insights makes of it. */
    private static Object value(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return node.isTextual() ? node.textValue() : null;
    }
}
