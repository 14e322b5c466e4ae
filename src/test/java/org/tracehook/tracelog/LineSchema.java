package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The published schema of log lines, as it is, and closed: for members that it does not name. */
final class LineSchema {

    static final LineSchema PUBLISHED = new LineSchema(UnaryOperator.identity());

    /** Readers pass over members that they do not know; a writer's test must not. */
    static final LineSchema CLOSED = new LineSchema(LineSchema::closed);

    private static final String PREFIX = "urn:tracehook:schema:";

    private final SchemaRegistry registry;
    private final Schema schema;

    private LineSchema(UnaryOperator<JsonNode> change) {
        Map<String, String> documents = Map.of(
                PREFIX + "log-event", change.apply(document("log-event")).toString(),
                PREFIX + "execution-trace",
                        change.apply(document("execution-trace")).toString());
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(documents));
        schema = registry.getSchema(SchemaLocation.of(PREFIX + "log-event"));
    }

    /** What is wrong with a line, a JSON object. */
    List<String> violations(String line) {
        return violations(schema, line);
    }

    /** What is wrong with a value that the definition of that name describes. */
    List<String> violations(String definition, JsonNode value) {
        Schema described = registry.getSchema(SchemaLocation.of(PREFIX + "log-event#/$defs/" + definition));
        return violations(described, value.toString());
    }

    private static List<String> violations(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** A schema as it is published. */
    static JsonNode document(String name) {
        try (InputStream in = LineSchema.class.getResourceAsStream("/schema/" + name + ".schema.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Parts of an object's schema (branches, what is referred to beside members) say no type. */
    private static JsonNode closed(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && "object".equals(object.path("type").textValue())) {
            object.put("unevaluatedProperties", false);
        }
        schema.forEach(LineSchema::closed);
        return schema;
    }
}
