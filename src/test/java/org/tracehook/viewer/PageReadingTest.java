package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.app.RecordedLines;
import org.tracehook.viewer.ExpectedTraces.Seen;

/** What the page reads, in a browser and opened from disk, out of lines that the function wrote. */
class PageReadingTest {

    private static final int MANY = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper MAPPER = new JsonMapper();

    private static List<ObjectNode> lines;
    private static Chromium chromium;
    private static Chromium.Tab tab;

    @BeforeAll
    static void open() {
        chromium = Chromium.launch();
        tab = chromium.tab().fromDisk();
        lines = RecordedLines.ofEveryKind();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void clear() {
        tab.page().evaluate("tracehook.clear()");
    }

    @AfterEach
    void thePageComplainedOfNothing() {
        assertEquals(List.of(), tab.complaints());
    }

    private static Map<String, Seen> read(String text) {
        tab.read(text);
        return shown();
    }

    /** The page's own account of what it shows. */
    private static Map<String, Seen> shown() {
        Map<String, Seen> traces = new TreeMap<>();
        for (JsonNode trace : json((String) tab.page().evaluate("JSON.stringify(tracehook.traces())"))) {
            traces.put(
                    trace.path("id").asText(),
                    new Seen(
                            trace.path("status").asText(), trace.path("rebuilt").asBoolean(), trace.path("trace")));
        }
        return traces;
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private static String pretty(JsonNode node) {
        return node.toPrettyString();
    }

    private static String text(List<ObjectNode> lines) {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static Map<String, Seen> expected() {
        return ExpectedTraces.of(lines);
    }

    /** The runs as if they had gone on at the same time: each in its order, the order among them by chance. */
    private static List<ObjectNode> interleaved(Random random) {
        Map<String, List<ObjectNode>> runs = lines.stream()
                .collect(Collectors.groupingBy(line -> line.path("request_id").asText()));
        List<List<ObjectNode>> left = new ArrayList<>();
        new TreeMap<>(runs).values().forEach(run -> left.add(new ArrayList<>(run)));
        List<ObjectNode> merged = new ArrayList<>();
        while (!left.isEmpty()) {
            List<ObjectNode> run = left.get(random.nextInt(left.size()));
            merged.add(run.remove(0));
            left.removeIf(List::isEmpty);
        }
        return merged;
    }

    private static Seen only(Map<String, Seen> traces) {
        assertEquals(1, traces.size(), traces::toString);
        return traces.values().iterator().next();
    }

    /** The lines of the first run of that intent. */
    private static List<ObjectNode> run(String intent) {
        String id = lines.stream()
                .filter(line -> line.path("intent_type").asText().equals(intent))
                .findFirst()
                .orElseThrow()
                .path("trace_id")
                .asText();
        return lines.stream()
                .filter(line -> line.path("trace_id").asText().equals(id))
                .toList();
    }

    private static List<ObjectNode> unfinished(String intent) {
        List<ObjectNode> run = run(intent);
        return run.subList(0, run.size() - 1);
    }

    @Test
    void theRunsAreOfEveryStatusAndNoTwoAlike() {
        Set<String> statuses = expected().values().stream().map(Seen::status).collect(Collectors.toSet());

        assertEquals(Set.of("SUCCESS", "PARTIAL", "FAILED"), statuses);
        assertEquals(12, expected().size());
    }

    @Test
    void shuffledRepeatedAndInterleavedLinesGiveBackExactlyTheTraces() {
        for (int seed = 0; seed < MANY; seed++) {
            Random random = new Random(seed);
            List<ObjectNode> some = new ArrayList<>(lines);
            IntStream.range(0, random.nextInt(2 * lines.size()))
                    .forEach(i -> some.add(lines.get(random.nextInt(lines.size()))));
            Collections.shuffle(some, random);
            int half = random.nextInt(some.size());
            clear();

            tab.read(text(some.subList(0, half)));

            assertEquals(expected(), read(text(some.subList(half, some.size()))), "seed " + seed);
        }
    }

    @Test
    void cutAnywhereTheLinesGiveATruePrefixAndNeverAWrongStatus() {
        for (int seed = 0; seed < 2 * MANY; seed++) {
            Random random = new Random(seed);
            List<ObjectNode> some = interleaved(random);
            String all = text(some);
            int cut = random.nextInt(all.length());
            // The last line is whole even when its line break is missing.
            long whole =
                    all.substring(0, cut).chars().filter(c -> c == '\n').count() + (all.charAt(cut) == '\n' ? 1 : 0);
            clear();

            assertEquals(
                    ExpectedTraces.of(some.subList(0, (int) whole)),
                    read(all.substring(0, cut)),
                    "seed " + seed + ", cut at " + cut);
        }
    }

    @Test
    void everyCutOfALineIsThatLineMissing() {
        List<ObjectNode> run = run("fails");
        for (int number = 1; number < run.size(); number++) {
            List<ObjectNode> others = new ArrayList<>(run);
            String line = others.remove(number).toString();
            Map<String, Seen> expected = ExpectedTraces.of(others);
            for (int length = 0; length < line.length(); length += 29) {
                String text = text(run.subList(0, number)) + line.substring(0, length) + "\n"
                        + text(run.subList(number + 1, run.size()));
                clear();

                assertEquals(expected, read(text), "line " + number + " cut after " + length);
            }
        }
    }

    @Test
    void aLineThatGoesOnWhereAnotherWasCutIsRead() {
        List<ObjectNode> run = run("relay");
        String cut = run.get(1).toString();

        Map<String, Seen> seen =
                read(text(run.subList(0, 1)) + cut.substring(0, cut.length() / 2) + text(run.subList(2, run.size())));

        assertEquals(expected().get(run.get(0).path("trace_id").asText()), only(seen));
    }

    static Stream<Map.Entry<String, UnaryOperator<String>>> tools() {
        Map<String, UnaryOperator<String>> tools = new HashMap<>();
        tools.put("nothing", line -> line);
        tools.put("Windows", line -> line + "\r");
        tools.put("aws logs tail", line -> "2026-01-26T18:16:54.808000+00:00 2026/01/26/[$LATEST]0f3a9c " + line);
        tools.put("aws logs tail --format short", line -> "2026-01-26T18:16:54 " + line);
        tools.put("sam logs", line -> "2026/01/26/[$LATEST]0f3a9c 2026-01-26T18:16:54.808000 " + line);
        tools.put(
                "sam logs of JSON lines",
                line -> "2026/01/26/[$LATEST]0f3a9c 2026-01-26T18:16:54.808000 " + pretty(json(line)));
        tools.put("docker compose", line -> "function-1  | " + line);
        tools.put("docker compose with colours", line -> "\u001b[36mfunction-1  | \u001b[0m" + line);
        tools.put("kubectl --prefix", line -> "[pod/function-6d9/function] " + line);
        tools.put("jq .", line -> pretty(json(line)));
        tools.put("grep -H", line -> "log.jsonl:" + line);
        return tools.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatToolsPutAroundLinesIsNoHindrance(Map.Entry<String, UnaryOperator<String>> tool) {
        List<ObjectNode> shuffled = new ArrayList<>(lines);
        Collections.shuffle(shuffled, new Random(7));
        String text = shuffled.stream()
                .map(line -> tool.getValue().apply(line.toString()) + "\n")
                .collect(Collectors.joining());

        assertEquals(expected(), read(text));
    }

    @Test
    void reIndentedLinesCutAnywhereGiveATruePrefix() {
        List<ObjectNode> run = run("fails");
        String all = run.stream().map(line -> pretty(line) + "\n").collect(Collectors.joining());
        for (int seed = 0; seed < MANY; seed++) {
            int cut = new Random(seed).nextInt(all.length());
            String prefix = all.substring(0, cut);
            int whole = (int) IntStream.rangeClosed(1, run.size())
                    .filter(n -> cut
                            >= run.subList(0, n).stream()
                                            .mapToInt(line -> pretty(line).length() + 1)
                                            .sum()
                                    - 1)
                    .count();
            clear();

            assertEquals(ExpectedTraces.of(run.subList(0, whole)), read(prefix), "seed " + seed + ", cut at " + cut);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aJsonArrayIsRead(boolean indented) {
        ArrayNode array = MAPPER.createArrayNode().addAll(lines);

        assertEquals(expected(), read(indented ? pretty(array) : array.toString()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFilterLogEventsPrintsIsRead(boolean indented) {
        ObjectNode output = MAPPER.createObjectNode();
        ArrayNode events = output.putArray("events");
        for (ObjectNode line : lines) {
            events.addObject()
                    .put("logStreamName", "2026/01/26/[$LATEST]0f3a9c")
                    .put("timestamp", 1769451414808L)
                    .put("message", line + "\n")
                    .put("ingestionTime", 1769451415000L)
                    .put("eventId", "39");
        }
        output.putArray("searchedLogStreams");

        assertEquals(expected(), read(indented ? pretty(output) : output.toString()));
    }

    @Test
    void whatLogsInsightsPrintsIsRead() {
        ObjectNode output = MAPPER.createObjectNode();
        ArrayNode results = output.putArray("results");
        for (ObjectNode line : lines) {
            results.addArray().addObject().put("field", "@message").put("value", line.toString());
        }

        assertEquals(expected(), read(pretty(output)));
    }

    @Test
    void filesAreReadAlsoCompressedAndSeveralAtOnce(@TempDir Path directory) throws IOException {
        int half = lines.size() / 2;
        Path plain = Files.writeString(directory.resolve("a.jsonl"), "\uFEFF" + text(lines.subList(0, half)));
        Path zipped = directory.resolve("b.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write(text(lines.subList(half, lines.size())).getBytes(StandardCharsets.UTF_8));
        }

        tab.page().setInputFiles("input[type=file]", new Path[] {plain, zipped});

        awaitShown(expected().size());
        assertEquals(expected(), shown());
    }

    /** Files are read one after another, a moment after they were chosen; the page's policy lets no waiting be put into it. */
    private static void awaitShown(int ended) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shown().values().stream().filter(seen -> !seen.rebuilt()).count() < ended) {
            assertTrue(System.nanoTime() < end, () -> "only " + shown());
        }
    }

    @Test
    void whatWasAcknowledgedIsRunningAlsoBeforeItsRunBegins() {
        String id = lines.get(0).path("trace_id").asText();
        ObjectNode accepted = MAPPER.createObjectNode()
                .put("timestamp", "2026-01-26T18:16:50.000Z")
                .put("event", "webhook.acknowledged")
                .put("schema_version", 1)
                .put("trace_id", id)
                .put("issue_key", "PROJ-9")
                .put("intent_type", "review_code")
                .put("request_id", "of the call that took it");

        Seen waiting = read(accepted + "\n").get(id);
        assertEquals("RUNNING", waiting.status());
        assertEquals("PROJ-9", waiting.trace().at("/trigger/issue_key").asText());
        assertEquals(
                "2026-01-26T18:16:50.000Z", waiting.trace().path("started_at").asText());
        assertEquals(expected(), read(text(lines)), "the run itself says more");
    }

    @Test
    void twoEndsOfOneTraceAreAConflict() {
        List<ObjectNode> run = run("relay");
        ObjectNode other = run.get(run.size() - 1).deepCopy();
        ((ObjectNode) other.get("trace")).put("pipeline_status", "FAILED");
        String id = other.path("trace_id").asText();

        assertEquals("CONFLICT", read(text(lines) + other + "\n").get(id).status());
        clear();
        assertEquals("CONFLICT", read(other + "\n" + text(lines)).get(id).status());
        clear();
        assertEquals(expected(), read(text(lines) + run.get(run.size() - 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-26T18:17:14.808Z ID Task timed out after 20.00 seconds",
                "2026/01/26/[$LATEST]0f3a9c 2026-01-26T18:17:14.808Z ID Task timed out after 20.00 seconds",
                "REPORT RequestId: ID\tDuration: 20000.00 ms\tBilled Duration: 20000 ms\tMemory Size: 512 MB\tMax Memory "
                        + "Used: 99 MB\tStatus: timeout",
                "{\"time\":\"2026-01-26T18:17:14.808Z\",\"type\":\"platform.report\",\"record\":{\"requestId\":\"ID\","
                        + "\"status\":\"timeout\",\"metrics\":{\"durationMs\":20000.0}}}",
                "{\"time\":\"2026-01-26T18:17:14.808Z\",\"type\":\"platform.runtimeDone\",\"record\":{\"requestId\":\"ID\","
                        + "\"status\":\"timeout\"}}"
            })
    void aRunThatThePlatformEndedIsTimedOutAndNoOtherIs(String line) {
        List<ObjectNode> killed = unfinished("fails");
        String id = killed.get(0).path("trace_id").asText();
        String said = line.replace("ID", killed.get(0).path("request_id").asText());
        Map<String, Seen> expected = ExpectedTraces.of(
                Stream.concat(killed.stream(), run("relay").stream()).toList());
        expected.put(id, new Seen("TIMED_OUT", true, expected.get(id).trace()));

        assertEquals(expected, read(text(killed) + said + "\n" + text(run("relay")) + text(unfinished("relay"))));
        clear();
        assertEquals(expected, read(said + "\n" + text(run("relay")) + text(killed)));
    }

    @Test
    void aRunThatHasAnEndKeepsItWhateverThePlatformSaysLater() {
        List<ObjectNode> run = run("relay");
        String said = "2026-01-26T18:17:14.808Z "
                + run.get(0).path("request_id").asText() + " Task timed out after 20.00 seconds";

        assertEquals("SUCCESS", only(read(text(run) + said)).status());
    }

    @Test
    void theWordsOfThePlatformInTextsOfAgentsMeanNothing() {
        List<ObjectNode> killed = unfinished("relay");
        String request = killed.get(0).path("request_id").asText();
        ObjectNode odd = killed.get(1).deepCopy();
        odd.put("message", "x " + request + " Task timed out after 1.00 seconds");
        odd.put("agent_task", "REPORT RequestId: " + request + "\tStatus: timeout");

        assertEquals("RUNNING", only(read(text(killed) + odd)).status());
    }

    @Test
    void otherLinesOfThePlatformAndOfLibrariesAreNoTraces() {
        String request = run("relay").get(0).path("request_id").asText();
        String others = "INIT_START Runtime Version: provided:al2023\n"
                + "START RequestId: " + request + " Version: $LATEST\n"
                + "END RequestId: " + request + "\n"
                + "REPORT RequestId: " + request + "\tDuration: 20.00 ms\tBilled Duration: 21 ms\n"
                + "{\"timestamp\":\"2026-01-26T18:16:54.808Z\",\"level\":\"INFO\",\"message\":\"started in 0.1s\"}\n"
                + "{\"event\":\"pipeline.completed\",\"trace_id\":\"x\",\"trace\":{}}\n"
                + "{\"a\":{\"event\":\"pipeline.completed\",\"schema_version\":1,\"trace_id\":\"x\",\"trace\":{}}}\n"
                + "{\"event\":\"step.finished\",\"schema_version\":1}\n\n\n][}{\n\"\n{}\nnull\n17\n";

        assertEquals(expected(), read(others + text(lines) + others));
    }

    @Test
    void linesOfANewerFunctionAreSaidAndNotGuessedAt() {
        ObjectNode newer = run("relay").get(0).deepCopy().put("schema_version", 2);

        assertEquals(Map.of(), read(newer.toString()));
        assertTrue(tab.page().getByText("1 line of a newer Tracehook").isVisible());
    }

    @Test
    void linesWithPartsOfAnyTypeAreNoReasonToStop() {
        List<String> odd = new ArrayList<>();
        for (ObjectNode line : lines) {
            line.fieldNames().forEachRemaining(name -> Stream.of("null", "7", "\"x\"", "[]", "[1,null]", "{}", "true")
                    .forEach(value -> odd.add(line.deepCopy()
                            .put("trace_id", "odd-" + name + value)
                            .set(name, json(value))
                            .toString())));
        }
        tab.read(String.join("\n", odd));
        for (String view : List.of("view=deliveries", "view=intents", "text=x", "")) {
            tab.page().evaluate("hash => location.hash = hash", view);
            tab.page().evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        }

        Map<String, Seen> seen = read(text(lines));
        expected().forEach((id, trace) -> assertEquals(trace, seen.get(id)));
    }
}
