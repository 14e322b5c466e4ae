package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import org.tracehook.delivery.Reply;

/** Deliveries of real shape with any damage to them: always an answer of the table, always exactly one outcome. */
class MutatedDeliveryPropertyTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<Integer> TABLE = Set.of(200, 400, 401, 413, 415, 422);
    private static final Set<String> OUTCOMES = Set.of("pipeline.completed", "webhook.ignored", "webhook.rejected");

    private int mutants;
    private int reachedTheRules;

    @Provide
    Arbitrary<JsonNode> payloads() {
        return Arbitraries.of(
                        "cloud-issue-updated-in-review",
                        "cloud-issue-created",
                        "cloud-comment-created",
                        "dc-issue-updated",
                        "automation-issue-root",
                        "automation-custom-data",
                        "post-function",
                        "explicit-review-block")
                .map(MutatedDeliveryPropertyTest::read);
    }

    @Provide
    Arbitrary<List<Damage>> damages() {
        Arbitrary<JsonNode> values = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40).map(text -> JsonNodeFactory.instance.textNode(text)),
                Arbitraries.longs().map(number -> JsonNodeFactory.instance.numberNode(number)),
                Arbitraries.of(
                        JsonNodeFactory.instance.nullNode(),
                        JsonNodeFactory.instance.booleanNode(true),
                        JsonNodeFactory.instance.arrayNode(),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.textNode("../../etc/passwd\u202e"),
                        JsonNodeFactory.instance.textNode(TestFunction.SECRET)));
        return Combinators.combine(Arbitraries.integers().between(0, 10_000), values)
                .as(Damage::new)
                .list()
                .ofMaxSize(6);
    }

    @Property(tries = 500)
    void everyDeliveryIsAnsweredByTheTableWithExactlyOneOutcomeAndNoSecret(
            @ForAll("payloads") JsonNode payload, @ForAll("damages") List<Damage> damages) {
        damages.forEach(damage -> damage.to(payload));
        TestFunction function = TestFunction.with(Map.of());

        Reply reply = function.signed(TestFunction.utf8(payload.toString()));

        assertTrue(TABLE.contains(reply.status()), "status " + reply.status() + " for " + payload);
        List<String> events = function.events();
        assertEquals(1, events.stream().filter(OUTCOMES::contains).count(), events.toString());
        assertFalse(function.output().contains(TestFunction.SECRET), function.output());
        assertFalse(TestFunction.json(reply).toString().contains(TestFunction.SECRET), "secret in the reply");
        count(function);
    }

    private void count(TestFunction function) {
        mutants++;
        JsonNode first = function.lines().get(0);
        JsonNode rule = first.has("verdicts")
                ? first.path("verdicts").get(0)
                : first.path("reasons").path(0);
        if (rule.path("rule").isTextual()) {
            reachedTheRules++;
        }
    }

    @AfterProperty
    void enoughMutantsReachTheRules() {
        assertTrue(
                reachedTheRules >= 0.3 * mutants,
                reachedTheRules + " of " + mutants + " reached the rules: the damage is too coarse to test anything");
    }

    private static JsonNode read(String fixture) {
        try {
            return JSON.readTree(new String(TestFunction.fixture(fixture), java.nio.charset.StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** Puts a value in the place of a node, chosen by its number. */
    record Damage(int place, JsonNode value) {

        void to(JsonNode payload) {
            List<Runnable> places = new ArrayList<>();
            collect(payload, places);
            if (!places.isEmpty()) {
                places.get(place % places.size()).run();
            }
        }

        private void collect(JsonNode node, List<Runnable> places) {
            if (node instanceof ObjectNode object) {
                List.copyOf(object.properties()).forEach(entry -> {
                    places.add(() -> object.set(entry.getKey(), value.deepCopy()));
                    collect(entry.getValue(), places);
                });
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    int index = i;
                    places.add(() -> array.set(index, value.deepCopy()));
                    collect(array.get(i), places);
                }
            }
        }
    }
}
