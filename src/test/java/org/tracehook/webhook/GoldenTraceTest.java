package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.trace.ExecutionTrace;

/**
 * The same execution gives the same bytes: reply and lines of whole deliveries, compared with files.
 *
 * <p>After a change that is meant, run with {@code -Dgolden.update=true} and read the difference.
 */
class GoldenTraceTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @ParameterizedTest
    @CsvSource({
        "success, cloud-issue-updated-in-review",
        "blocked, explicit-review-block",
        "changes-requested, explicit-review-changes",
        "missing-context, cloud-description-without-code",
        "unknown-intent, explicit-unknown-intent",
        "ignored, cloud-issue-updated-summary"
    })
    void aDeliveryIsRecordedByteForByte(String golden, String fixture) throws IOException {
        String recorded = record(fixture);
        Path file = GOLDEN.resolve(golden + ".jsonl");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, recorded);
        }

        assertEquals(Files.readString(file), recorded);
        assertEquals(recorded, record(fixture));
    }

    @ParameterizedTest
    @CsvSource({"success", "blocked", "changes-requested", "missing-context", "unknown-intent"})
    void aRecordedTraceIsReadBackWhole(String golden) throws IOException {
        String completed = Files.readAllLines(GOLDEN.resolve(golden + ".jsonl")).stream()
                .filter(line -> line.contains("\"event\":\"pipeline.completed\""))
                .findFirst()
                .orElseThrow();
        int start = completed.indexOf("\"trace\":") + "\"trace\":".length();
        String trace = completed.substring(start, completed.indexOf(",\"_aws\""));

        assertEquals(trace, ExecutionTrace.fromJson(trace).toJson());
    }

    /** The lines, then the reply, each a line. */
    private static String record(String fixture) {
        TestFunction function = TestFunction.with(Map.of());
        Reply reply = function.signed(fixture);
        String lines = function.lines().stream().map(line -> line + "\n").collect(Collectors.joining());
        return lines + "{\"status\":" + reply.status() + ",\"body\":" + TestFunction.json(reply) + "}\n";
    }
}
