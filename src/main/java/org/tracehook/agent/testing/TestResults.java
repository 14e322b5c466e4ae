package org.tracehook.agent.testing;

import java.util.List;

/**
 * What test reports say.
 *
 * @param failures tests whose expectation did not hold
 * @param errors tests that broke
 * @param firstFailures some of the tests that failed or broke, in the order of the reports
 */
record TestResults(int passed, int failures, int errors, int skipped, List<FailedTest> firstFailures) {

    TestResults {
        firstFailures = List.copyOf(firstFailures);
    }

    int total() {
        return passed + failures + errors + skipped;
    }

    int failed() {
        return failures + errors;
    }

    /** Names the numbers, never what tests wrote. */
    @Override
    public String toString() {
        return "TestResults[" + passed + " of " + total() + "]";
    }

    /**
     * A test that failed or broke.
     *
     * @param suite its class or file
     * @param test its name
     * @param message one line of at most 300 characters
     */
    record FailedTest(String suite, String test, String message) {

        @Override
        public String toString() {
            return "FailedTest[]";
        }
    }
}
