package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.tracehook.packaged.StrictJson;

/**
 * What holds for every line of the log: one JSON object, not too long; with an event it is what the published schema
 * says, without a member that the schema does not name, and its metrics are what CloudWatch takes.
 */
public final class LineContract {

    /** In bytes, as manual and schema say. */
    static final int LONGEST = 250_000;

    private LineContract() {}

    /** Fails with what is wrong with a line as it is written, without what ends it. */
    public static void check(String line) {
        assertTrue(line.chars().noneMatch(c -> c == '\n' || c == '\r'), line);
        int size = line.getBytes(StandardCharsets.UTF_8).length;
        assertTrue(size <= LONGEST, () -> size + " bytes: " + line);
        JsonNode object = StrictJson.object(line);
        if (object.has("event")) {
            assertEquals(List.of(), LineSchema.CLOSED.violations(line), line);
            EmbeddedMetrics.check(object);
        }
    }

    /** Fails with what is wrong with an event. */
    public static void check(LogLine line) {
        String written = WrittenLog.written(line);
        check(written);
        ObjectNode members = (ObjectNode) StrictJson.object(written);
        members.remove(List.of("timestamp", "logger", "level", "message"));
        assertEquals(line.fields().toString(), members.toString(), "the formatter has a mapper of its own");
    }

    /** Fails with what is wrong with the outputs of a shipped agent's step. */
    public static void checkOutputs(JsonNode outputs) {
        JsonNode described = LineSchema.document("log-event").at("/$defs/outputs/properties");
        outputs.fieldNames().forEachRemaining(name -> assertTrue(described.has(name), name));
        outputs.path("findings").forEach(finding -> checkDefined("finding", finding));
        outputs.path("not_reviewed").forEach(file -> checkDefined("unreviewed_file", file));
        outputs.path("failures").forEach(failure -> checkDefined("failed_test", failure));
        if (outputs.has("tests")) {
            checkDefined("tests", outputs.path("tests"));
        }
    }

    private static void checkDefined(String definition, JsonNode value) {
        assertEquals(List.of(), LineSchema.CLOSED.violations(definition, value), value::toString);
    }
}
