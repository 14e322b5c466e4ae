package org.tracehook.agent.testing;

import java.util.Optional;

/** One test of a report while it is read. */
final class TestCaseReading {

    /** In UTF-16 units; a first line that is not over by then is too long to be shown. */
    private static final int MOST_TEXT = 10_000;

    private final String className;
    private final String name;
    private final StringBuilder text = new StringBuilder();
    private TestCase.Result result = TestCase.Result.PASSED;
    private String message = "";
    private boolean isTextWanted;

    TestCaseReading(String className, String name) {
        this.className = className;
        this.name = name;
    }

    /** What an element inside a test says of it; empty when nothing, as those of reruns and of output. */
    static Optional<TestCase.Result> resultOf(String element) {
        return switch (element) {
            case "failure" -> Optional.of(TestCase.Result.FAILED);
            case "error" -> Optional.of(TestCase.Result.ERROR);
            case "skipped" -> Optional.of(TestCase.Result.SKIPPED);
            default -> Optional.empty();
        };
    }

    /** GoogleTest and CTest say so of tests that are switched off. */
    void status(String status) {
        if (status.equals("notrun") || status.equals("disabled")) {
            result = TestCase.Result.SKIPPED;
        }
    }

    /** Takes an element inside the test; the worst of them counts, and its message. */
    void detail(String element, String itsMessage) {
        isTextWanted = false;
        Optional<TestCase.Result> said = resultOf(element);
        if (said.filter(worse -> worse.compareTo(result) > 0).isPresent()) {
            result = said.get();
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

    TestCase result() {
        String firstLine = text.toString().strip().lines().findFirst().orElse("");
        return new TestCase(className, name, result, message.isBlank() ? firstLine : message);
    }
}
