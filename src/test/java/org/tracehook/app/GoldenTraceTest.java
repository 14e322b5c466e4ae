package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.delivery.Reply;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.MemoryLedger;
import org.tracehook.trace.Clocks;
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

        assertGolden(golden, recorded);
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

    @Test
    void aRepeatIsRecordedByteForByte() throws IOException {
        TestFunction function = TestFunction.with(Map.of());
        function.signed("cloud-issue-updated-in-review");
        int before = function.lines().size();

        assertGolden("duplicate", record(function, function.signed("cloud-issue-updated-in-review"), before));
    }

    @Test
    void aRetryAfterACrashIsRecordedByteForByte() throws IOException {
        DeliveryLedger ledger = new MemoryLedger(10);
        TestFunction.with(Map.of()).ledger(new CrashedLedger(ledger)).signed("cloud-issue-updated-in-review");
        TestFunction next =
                TestFunction.with(Map.of()).ledger(ledger).clock(Clocks.ticking(Clocks.START.plusSeconds(600)));

        next.signed("explicit-review-block");
        int before = next.lines().size();

        assertGolden("retry", record(next, next.signed("cloud-issue-updated-in-review"), before));
    }

    private static void assertGolden(String golden, String recorded) throws IOException {
        Path file = GOLDEN.resolve(golden + ".jsonl");
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, recorded);
        }
        assertEquals(Files.readString(file), recorded);
    }

    /** The lines, then the reply, each a line. */
    private static String record(String fixture) {
        TestFunction function = TestFunction.with(Map.of());
        return record(function, function.signed(fixture), 0);
    }

    private static String record(TestFunction function, Reply reply, int from) {
        String lines =
                function.lines().stream().skip(from).map(line -> line + "\n").collect(Collectors.joining());
        return lines + "{\"status\":" + reply.status() + ",\"body\":" + TestFunction.json(reply) + "}\n";
    }
}
