package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class LineLimitTest {

    /** Written out these texts take 8 GB: the limit must not write a line to learn that it is too long. */
    @Test
    void aLineThatNoMemoryHoldsIsShortenedToo() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        ArrayNode steps = line.putArray("steps");
        String text = "x".repeat(4_000_000);
        for (int i = 0; i < 2_000; i++) {
            steps.addObject().put("error_message", text);
        }

        LineLimit.fit(line);

        assertTrue(line.path("truncated").asBoolean());
        assertTrue(line.toString().length() <= LineLimit.BYTES);
        assertEquals(
                256, line.path("steps").get(0).path("error_message").asText().length());
    }
}
