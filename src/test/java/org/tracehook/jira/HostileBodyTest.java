package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value of every fixture may be missing or of any JSON type, and still there is an event. */
class HostileBodyTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<JsonNode> REPLACEMENTS =
            List.of(JSON.nullNode(), JSON.numberNode(0), JSON.textNode("x"), JSON.arrayNode(), JSON.objectNode());

    static List<String> fixtures() {
        return Fixtures.names();
    }

    @Test
    void thereAreFixtures() {
        assertTrue(fixtures().size() >= 18, fixtures().toString());
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anyValueMayBeOfAnyType(String fixture) {
        ObjectNode root = Fixtures.object(fixture);

        for (JsonPointer place : placesIn(root)) {
            for (JsonNode replacement : REPLACEMENTS) {
                ObjectNode hostile = root.deepCopy();
                replace(hostile, place, replacement);
                assertReadable(hostile, fixture + " with " + replacement + " at " + place);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void anyValueMayBeMissing(String fixture) {
        ObjectNode root = Fixtures.object(fixture);

        for (JsonPointer place : placesIn(root)) {
            ObjectNode hostile = root.deepCopy();
            remove(hostile, place);
            assertReadable(hostile, fixture + " without " + place);
        }
    }

    private static void assertReadable(ObjectNode body, String what) {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        JiraEvent event = assertDoesNotThrow(() -> JiraEvent.parse(bytes, null), what);
        assertDoesNotThrow(() -> CodeBlocks.of(event.description()), what);
        assertDoesNotThrow(event::issueStatus, what);
        List<String> fields = new ArrayList<>();
        event.fields().fieldNames().forEachRemaining(fields::add);
        assertDoesNotThrow(() -> TicketText.of(event.fields(), fields), what);
        assertFalse(event.toString().contains("Example"), what);
        event.issue()
                .ifPresent(issue ->
                        assertEquals(issue.key() != null && Issue.isKey(issue.key()), issue.hasValidKey(), what));
    }

    /** The pointers of all values below the root. */
    private static List<JsonPointer> placesIn(JsonNode root) {
        List<JsonPointer> places = new ArrayList<>();
        collect(root, JsonPointer.empty(), places);
        return places;
    }

    private static void collect(JsonNode node, JsonPointer place, List<JsonPointer> places) {
        node.properties().forEach(entry -> visit(entry.getValue(), place.appendProperty(entry.getKey()), places));
        if (node.isArray()) {
            Stream.iterate(0, n -> n < node.size(), n -> n + 1)
                    .forEach(n -> visit(node.get(n), place.appendIndex(n), places));
        }
    }

    private static void visit(JsonNode node, JsonPointer place, List<JsonPointer> places) {
        places.add(place);
        collect(node, place, places);
    }

    private static void replace(ObjectNode root, JsonPointer place, JsonNode replacement) {
        JsonNode parent = root.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.set(place.last().getMatchingProperty(), replacement);
        } else {
            ((ArrayNode) parent).set(place.last().getMatchingIndex(), replacement);
        }
    }

    private static void remove(ObjectNode root, JsonPointer place) {
        JsonNode parent = root.at(place.head());
        if (parent instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
        } else {
            ((ArrayNode) parent).remove(place.last().getMatchingIndex());
        }
    }
}
