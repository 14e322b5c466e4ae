package org.tracehook.agent.testing;

/**
 * One test of a report; the texts are the report's and of any length.
 *
 * @param className the class or file it is in, maybe empty
 * @param name its name, maybe empty
 * @param result how it ended
 * @param message why, maybe empty
 */
record TestCase(String className, String name, Result result, String message) {

    /** How one test ended, from best to worst: the worst thing said of a test counts. */
    enum Result {
        PASSED,
        SKIPPED,
        FAILED,
        ERROR;

        boolean isBad() {
            return this == FAILED || this == ERROR;
        }
    }
}
