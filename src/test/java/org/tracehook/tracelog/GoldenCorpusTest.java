package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.packaged.StrictJson;
import org.tracehook.trace.ExecutionTrace;

/** What was written once stays readable: lines of real runs, never changed since. */
class GoldenCorpusTest {

    private static final Path CORPUS = Path.of("src/test/resources/golden/v1");

    static List<Path> files() {
        try (Stream<Path> files = Files.list(CORPUS)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<JsonNode> events() {
        return files().stream().flatMap(file -> lines(file).stream()).map(StrictJson::object);
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyLineIsStillWhatTheSchemaSays(Path file) {
        lines(file).forEach(line -> assertEquals(List.of(), LineSchema.PUBLISHED.violations(line), line));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyTraceIsStillReadWhole(Path file) {
        for (String line : lines(file)) {
            JsonNode trace = StrictJson.object(line).path("trace");
            if (!trace.isMissingNode()) {
                assertEquals(
                        trace.toString(),
                        ExecutionTrace.fromJson(trace.toString()).toJson());
            }
        }
    }

    @Test
    void theCorpusHasEveryEventAndEveryEndOfAPipeline() {
        Set<String> events = events().map(line -> line.path("event").asText()).collect(Collectors.toSet());
        Set<String> ends = events().map(line -> line.path("pipeline_status").asText())
                .filter(status -> !status.isEmpty())
                .collect(Collectors.toSet());

        assertTrue(
                events.containsAll(Set.of(
                        "pipeline.started",
                        "step.started",
                        "step.completed",
                        "pipeline.completed",
                        "webhook.ignored",
                        "webhook.rejected")),
                events::toString);
        assertEquals(Set.of("SUCCESS", "PARTIAL", "FAILED"), ends);
    }

    @Test
    void aKilledRunIsLeftWithoutItsEnd() {
        List<String> events = lines(CORPUS.resolve("killed.jsonl")).stream()
                .map(line -> StrictJson.object(line).path("event").asText())
                .toList();

        assertEquals("step.started", events.get(events.size() - 1));
    }

    @Test
    void noFileHasChanged() throws GeneralSecurityException, IOException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        List<String> sums = files().stream()
                .map(file -> HexFormat.of().formatHex(digest.digest(utf8(file))) + "  " + file.getFileName())
                .toList();

        assertEquals(Files.readAllLines(CORPUS.resolve("SHA256SUMS")), sums);
    }

    private static byte[] utf8(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
