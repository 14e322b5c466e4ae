package org.tracehook.agent.testing;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tracehook.agent.testing.TestCase.TestStatus;
import org.tracehook.agent.testing.TestReports.BadReportException;

/** Counts tests and remembers the first that failed. */
final class TestTally {

    static final int MOST_FAILURES = 10;

    private static final int MOST_TESTS = 1_000_000;

    private final Map<TestStatus, Integer> counts = new EnumMap<>(TestStatus.class);
    private final List<TestCase> failures = new ArrayList<>();

    /** Counts a test. */
    void add(TestCase test) throws BadReportException {
        if (total() == MOST_TESTS) {
            throw new BadReportException("makes it more than " + MOST_TESTS + " tests");
        }
        counts.merge(test.status(), 1, Integer::sum);
        if (test.status().isBad() && failures.size() < MOST_FAILURES) {
            failures.add(test);
        }
    }

    int count(TestStatus status) {
        return counts.getOrDefault(status, 0);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many failed or had an error. */
    int bad() {
        return count(TestStatus.FAILED) + count(TestStatus.ERROR);
    }

    /** The first tests that failed or had an error, at most {@value #MOST_FAILURES}. */
    List<TestCase> failures() {
        return List.copyOf(failures);
    }
}
