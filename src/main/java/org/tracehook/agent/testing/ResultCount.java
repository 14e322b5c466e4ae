package org.tracehook.agent.testing;

import java.util.ArrayList;
import java.util.List;
import org.tracehook.agent.Excerpt;
import org.tracehook.agent.testing.TestResults.FailedTest;

/** Counts tests report by report. */
final class ResultCount {

    private static final int MOST_FAILURES = 10;
    private static final int LONGEST = 300;

    private final List<FailedTest> firstFailures = new ArrayList<>();
    private int passed;
    private int failures;
    private int errors;
    private int skipped;

    void passed() {
        passed++;
    }

    void skipped() {
        skipped++;
    }

    void failure(String suite, String test, String message) {
        failures++;
        keep(suite, test, message);
    }

    void error(String suite, String test, String message) {
        errors++;
        keep(suite, test, message);
    }

    TestResults results() {
        return new TestResults(passed, failures, errors, skipped, firstFailures);
    }

    private void keep(String suite, String test, String message) {
        if (firstFailures.size() < MOST_FAILURES) {
            firstFailures.add(new FailedTest(line(suite), line(test), line(message)));
        }
    }

    private static String line(String text) {
        String start = text.substring(0, Math.min(text.length(), 4 * LONGEST));
        return Excerpt.of(
                start.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ").strip(), LONGEST);
    }
}
