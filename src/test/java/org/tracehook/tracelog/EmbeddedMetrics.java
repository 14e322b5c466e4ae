package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** CloudWatch user guide, "Specification: Embedded metric format": what it does not take, it drops in silence. */
final class EmbeddedMetrics {

    private static final Set<String> UNITS = Set.of("Count", "Seconds", "Milliseconds", "Bytes", "Percent", "None");

    private EmbeddedMetrics() {}

    /** Fails with what CloudWatch would not take; a line without metrics passes. */
    static void check(JsonNode line) {
        if (line.has("_aws")) {
            assertTrue(line.at("/_aws/Timestamp").isIntegralNumber(), line::toString);
            assertTrue(line.at("/_aws/CloudWatchMetrics").isArray(), line::toString);
            Set<String> names = new HashSet<>();
            line.at("/_aws/CloudWatchMetrics").forEach(directive -> check(directive, names, line));
        }
    }

    private static void check(JsonNode directive, Set<String> names, JsonNode line) {
        assertTrue(directive.path("Namespace").asText().matches("(?!AWS/)[0-9A-Za-z._/#: -]{1,1024}"), line::toString);
        directive.path("Dimensions").forEach(set -> {
            assertTrue(set.isArray() && set.size() <= 30, line::toString);
            set.forEach(name -> dimension(name, line));
        });
        JsonNode metrics = directive.path("Metrics");
        assertTrue(metrics.isArray() && metrics.size() <= 100, line::toString);
        for (JsonNode metric : metrics) {
            metric(metric, line);
            assertTrue(names.add(metric.path("Name").asText()), () -> "twice " + metric + " in " + line);
        }
    }

    private static void dimension(JsonNode name, JsonNode line) {
        assertTrue(isText(name, 250), line::toString);
        assertFalse(name.asText().startsWith(":"), line::toString);
        assertTrue(isText(line.path(name.asText()), 1024), () -> name + " in " + line);
    }

    private static void metric(JsonNode metric, JsonNode line) {
        assertTrue(isText(metric.path("Name"), 1024), line::toString);
        assertTrue(UNITS.contains(metric.path("Unit").asText()), line::toString);
        JsonNode value = line.path(metric.path("Name").asText());
        assertTrue(value.isNumber() && Double.isFinite(value.doubleValue()), () -> metric + " in " + line);
        assertEquals(60, metric.path("StorageResolution").asInt(60), line::toString);
    }

    /** Dimensions: ASCII, no control characters, something else than white space. */
    private static boolean isText(JsonNode text, int longest) {
        return text.isTextual()
                && text.asText().length() <= longest
                && text.asText().matches("[\\x20-\\x7E]*[\\x21-\\x7E][\\x20-\\x7E]*");
    }
}
