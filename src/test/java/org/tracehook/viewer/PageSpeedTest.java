package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.app.RecordedLines;

/** Large logs, opened from disk. */
class PageSpeedTest {

    private static final int TRACES = 10_000;
    private static final double LIMIT = 3_000;
    private static final int ATTEMPTS = 10;

    @TempDir
    Path directory;

    /** Runs of every kind over and over, each time under ids of their own. */
    private Path log() throws IOException {
        Map<String, List<ObjectNode>> runs = RecordedLines.ofEveryKind().stream()
                .filter(line -> line.path("trace_id").isTextual())
                .map(line -> line.put("message", line.path("event").asText()))
                .collect(Collectors.groupingBy(line -> line.path("trace_id").asText()));
        List<String> ids = List.copyOf(runs.keySet());
        Path log = directory.resolve("log.jsonl");
        try (BufferedWriter out = Files.newBufferedWriter(log)) {
            for (int i = 0; i < TRACES; i++) {
                String id = ids.get(i % ids.size());
                for (ObjectNode line : runs.get(id)) {
                    out.write(line.toString().replace(id, new UUID(1, i).toString()));
                    out.newLine();
                }
            }
        }
        return log;
    }

    /** One of some attempts must be quick enough: other work on the machine only ever takes time. */
    @Test
    void tenThousandTracesAreOpenedInThreeSecondsAndFewOfThemAreElements() throws IOException {
        Path log = log();
        try (Chromium chromium = Chromium.launch()) {
            List<Double> took = new ArrayList<>();
            do {
                took.add(opened(chromium, log));
            } while (took.get(took.size() - 1) >= LIMIT && took.size() < ATTEMPTS);

            assertTrue(took.get(took.size() - 1) < LIMIT, () -> "milliseconds: " + took);
        }
    }

    /** Milliseconds from the choice of the file to the first sight of its traces, by the browser's clock. */
    private static double opened(Chromium chromium, Path log) {
        try (Chromium.Tab tab = chromium.tab().fromDisk()) {
            tab.page().evaluate(STOPWATCH);
            tab.page().setInputFiles("input[type=file]", log);
            tab.page().getByText("10,000 traces").waitFor();
            int rows = tab.page().locator("#rows [role=option]").count();
            assertTrue(rows > 10 && rows < 100, rows + " rows are elements");
            assertEquals(List.of(), tab.complaints());
            return ((Number) tab.page().evaluate("stopwatch.took")).doubleValue();
        }
    }

    private static final String STOPWATCH = """
            window.stopwatch = {}
            addEventListener('change', () => { stopwatch.began = performance.now() }, { capture: true, once: true })
            new MutationObserver(() => {
              if (document.body.innerText.includes('10,000 traces')) stopwatch.took ??= performance.now() - stopwatch.began
            }).observe(document.getElementById('shown'), { childList: true })""";
}
