package org.tracehook.agent.testing;

import java.util.Optional;

/** One test of a report. It is filled while the report is read; its texts are the report's and of any length. */
final class TestCase {

    /** In UTF-16 units; a first line that is not over by then is too long to be shown. */
    private static final int MOST_TEXT = 10_000;

    private final String className;
    private final String name;
    private final String file;
    private final StringBuilder text = new StringBuilder();
    private TestStatus status = TestStatus.PASSED;
    private String message = "";
    private boolean isTextWanted;

    /**
     * A test that passed, until the report says something else.
     *
     * @param className the class or file it is in, maybe empty
     * @param name its name, maybe empty
     * @param file the path of its source, maybe empty
     */
    TestCase(String className, String name, String file) {
        this.className = className;
        this.name = name;
        this.file = file;
    }

    /** Takes the attribute {@code status}, with which GoogleTest and CTest mark tests that are switched off. */
    void statusAttribute(String value) {
        if (value.equals("notrun") || value.equals("disabled")) {
            status = TestStatus.SKIPPED;
        }
    }

    /** Takes an element inside the test; the worst of them counts, and its message. */
    void detail(String element, String itsMessage) {
        isTextWanted = false;
        Optional<TestStatus> said = TestStatus.of(element);
        if (said.filter(worse -> worse.compareTo(status) > 0).isPresent()) {
            status = said.get();
            message = itsMessage;
            text.setLength(0);
            isTextWanted = message.isBlank();
        }
    }

    /** Takes text inside the test: that of a failure without a message stands for it. */
    void text(String part) {
        if (isTextWanted) {
            String more = text.isEmpty() ? part.stripLeading() : part;
            text.append(more, 0, Math.min(more.length(), MOST_TEXT - text.length()));
        }
    }

    String className() {
        return className;
    }

    String name() {
        return name;
    }

    String file() {
        return file;
    }

    TestStatus status() {
        return status;
    }

    /** Why the test ended so, maybe empty. */
    String message() {
        return message.isBlank() ? text.toString().strip().lines().findFirst().orElse("") : message;
    }

    /** How one test ended, from best to worst. */
    enum TestStatus {
        PASSED,
        SKIPPED,
        FAILED,
        ERROR;

        /** What an element inside a test says of it; empty when nothing, as those of reruns and of output. */
        static Optional<TestStatus> of(String element) {
            return switch (element) {
                case "failure" -> Optional.of(FAILED);
                case "error" -> Optional.of(ERROR);
                case "skipped" -> Optional.of(SKIPPED);
                default -> Optional.empty();
            };
        }

        boolean isBad() {
            return this == FAILED || this == ERROR;
        }
    }
}
