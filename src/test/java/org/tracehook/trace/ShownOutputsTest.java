package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ShownOutputsTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final String TOKEN = "7Qw+e/9Zx~Lk2-Vb4_Nm6.Pp8=Rt0";

    private final Scrubber scrubber = new Scrubber(List.of(TOKEN, "1234567890123456"));

    private ObjectNode shown(ObjectNode outputs) {
        return ShownOutputs.of(outputs, scrubber);
    }

    private static int bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    @Example
    void smallOutputsAreSortedByNameAndElseAsTheyAre() {
        ObjectNode outputs = JSON.objectNode().put("commit", "0123456789abcdef0123456789abcdef01234567");
        outputs.putArray("files").add("src/app.py");
        outputs.putObject("usage").put("input_tokens", 7).put("cost_usd", 0.25).putNull("note");
        outputs.put("branch", "develop/PROJ-1").put("done", true);

        assertEquals("""
                {"branch":"develop/PROJ-1","commit":"0123456789abcdef0123456789abcdef01234567","done":true,\
                "files":["src/app.py"],"usage":{"input_tokens":7,"cost_usd":0.25,"note":null}}""", shown(outputs).toString());
    }

    @Example
    void secretsAreTakenOutOfTextsAndNamesAtEveryDepth() {
        ObjectNode outputs = JSON.objectNode().put("a", "it is " + TOKEN).put(TOKEN, "b");
        outputs.putArray("c").addArray().addObject().put(TOKEN, "gh" + "p_" + "a".repeat(36));
        outputs.put("mail", "jane@example.com");

        assertEquals("""
                {"[secret]":"b","a":"it is [secret]","c":[[{"[secret]":"[secret]"}]],"mail":"[email]"}""", shown(outputs).toString());
    }

    @Example
    void aSecretThatIsANumberIsLeftOut() {
        assertEquals(
                "{\"truncated\":true}",
                shown(JSON.objectNode().put("pin", 1_234_567_890_123_456L)).toString());
    }

    @Example
    void aNameSaysThatItsValueIsASecret() {
        ObjectNode outputs = JSON.objectNode().put("password", "hunter2").put("input_tokens", 7);
        outputs.putObject("a").put("api_key", 12_345);

        assertEquals(
                "{\"a\":{\"api_key\":\"[secret]\"},\"input_tokens\":7,\"password\":\"[secret]\"}",
                shown(outputs).toString());
    }

    @Example
    void textsAreCutAfterSecretsAreOut() {
        ObjectNode shown = shown(JSON.objectNode().put("a", "x".repeat(990) + " " + TOKEN + "y".repeat(990)));

        assertEquals("x".repeat(990) + " [secret]…", shown.path("a").asText());
        assertTrue(shown.path("truncated").asBoolean());
    }

    @Example
    void textsAreOneLineWithoutInvisibleCharacters() {
        assertEquals(
                "{\"a\":\"one two\\\\u202e\"}",
                shown(JSON.objectNode().put("a", "one\ntwo\u202e ")).toString());
    }

    @Example
    void listsLoseItemsOfTheirEndSoManyAsThereIsNoRoomFor() {
        ObjectNode outputs = JSON.objectNode().put("commit", "c");
        outputs.putArray("files").add("one").add("two");
        for (int i = 0; i < 1_000; i++) {
            outputs.withArray("findings")
                    .addObject()
                    .put("message", "m".repeat(100))
                    .put("line", i);
        }

        ObjectNode shown = shown(outputs);

        assertTrue(shown.path("truncated").asBoolean());
        assertEquals(2, shown.path("files").size());
        int kept = shown.path("findings").size();
        assertEquals(kept - 1, shown.path("findings").get(kept - 1).path("line").asInt());
        assertTrue(bytes(shown) <= ShownOutputs.LARGEST, () -> bytes(shown) + " bytes");
        assertTrue(bytes(shown) > ShownOutputs.LARGEST - 200, () -> bytes(shown) + " bytes");
    }

    @Example
    void listsOfLongTextsKeepTenWhichAreShortened() {
        ObjectNode outputs = JSON.objectNode();
        for (int i = 0; i < 12; i++) {
            outputs.withArray("failures")
                    .addObject()
                    .put("message", "m".repeat(900))
                    .put("trace", "t".repeat(900));
        }

        ObjectNode shown = shown(outputs);

        assertTrue(shown.path("truncated").asBoolean());
        assertEquals(10, shown.path("failures").size());
        assertEquals(256, shown.at("/failures/9/message").asText().length());
    }

    @Example
    void membersLeaveLastTheLargestFirst() {
        ObjectNode outputs = JSON.objectNode().put("commit", "c");
        for (int i = 10; i < 90; i++) {
            outputs.put("text" + i, "€".repeat(i + 200));
        }

        ObjectNode shown = shown(outputs);

        assertTrue(shown.path("truncated").asBoolean());
        assertTrue(shown.has("commit") && shown.has("text10"));
        assertFalse(shown.has("text89"));
        assertTrue(bytes(shown) <= ShownOutputs.LARGEST, () -> bytes(shown) + " bytes");
    }

    @Example
    void whatIsTooDeepOrNoJsonIsLeftOut() {
        ObjectNode outputs = JSON.objectNode().put("nan", Double.NaN).put("huge", BigInteger.TEN.pow(2_000));
        outputs.set("pojo", new POJONode(TOKEN));
        outputs.put("binary", new byte[] {1});
        JsonNode deep = JSON.textNode("bottom");
        for (int i = 0; i < 1_000; i++) {
            deep = JSON.arrayNode().add(deep);
        }
        outputs.set("deep", deep);

        assertEquals(
                "{\"deep\":[[[[[[[]]]]]]],\"truncated\":true}", shown(outputs).toString());
    }

    @Example
    void anObjectThatHoldsItselfComesToAnEnd() {
        ObjectNode outputs = JSON.objectNode();
        for (int i = 0; i < 20; i++) {
            outputs.set("self" + i, outputs);
        }

        assertTrue(bytes(shown(outputs)) <= ShownOutputs.LARGEST);
    }

    @Example
    void noOutputIsNamedLikeTheMark() {
        assertEquals("{}", shown(JSON.objectNode().put("truncated", "no")).toString());
    }

    @Property(tries = 100)
    void anyOutputsFitSayWhatIsMissingAndAreTheSameEachTime(@ForAll("outputs") JsonNode any) {
        ObjectNode outputs = JSON.objectNode();
        outputs.set("any", any);
        outputs.put("commit", "c");
        ObjectNode before = outputs.deepCopy();

        ObjectNode shown = shown(outputs);

        assertTrue(bytes(shown) <= ShownOutputs.LARGEST, () -> bytes(shown) + " bytes");
        assertEquals(shown.toString(), shown(outputs).toString());
        assertEquals(before, outputs);
        assertFalse(shown.toString().contains(TOKEN));
        assertTrue(shown.has("truncated") || leaves(shown) == leaves(outputs), shown::toString);
    }

    private static int leaves(JsonNode node) {
        int leaves = node.isContainerNode() ? 0 : 1;
        for (JsonNode child : node) {
            leaves += leaves(child);
        }
        return leaves;
    }

    @Provide
    Arbitrary<JsonNode> outputs() {
        Arbitrary<JsonNode> leaf = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40).map(JSON::textNode),
                Arbitraries.of("€", "😀", "\n", "\"", TOKEN, "x")
                        .flatMap(
                                text -> Arbitraries.integers().between(1, 3_000).map(text::repeat))
                        .map(JSON::textNode),
                Arbitraries.longs().map(JSON::numberNode));
        return nested(leaf, 3);
    }

    private static Arbitrary<JsonNode> nested(Arbitrary<JsonNode> leaf, int depth) {
        if (depth == 0) {
            return leaf;
        }
        Arbitrary<JsonNode> inner = nested(leaf, depth - 1);
        Arbitrary<JsonNode> list = inner.list().ofMaxSize(60).map(items -> {
            ArrayNode array = JSON.arrayNode();
            items.forEach(array::add);
            return array;
        });
        Arbitrary<JsonNode> object = Combinators.combine(
                        inner.list().ofMaxSize(12),
                        Arbitraries.strings().alpha().ofLength(5))
                .as((items, name) -> {
                    ObjectNode all = JSON.objectNode();
                    for (int i = 0; i < items.size(); i++) {
                        all.set(name + i, items.get(i));
                    }
                    return all;
                });
        return Arbitraries.oneOf(list, object);
    }
}
