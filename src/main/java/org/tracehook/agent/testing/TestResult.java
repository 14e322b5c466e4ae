package org.tracehook.agent.testing;

/** How one test ended, from best to worst: the worst thing said of a test counts. */
enum TestResult {
    PASSED,
    SKIPPED,
    FAILED,
    ERROR;

    boolean isBad() {
        return this == FAILED || this == ERROR;
    }
}
