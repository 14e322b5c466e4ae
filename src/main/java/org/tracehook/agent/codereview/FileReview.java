package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tracehook.agent.codereview.SourceFile.Line;

/** Reviews one file line by line. */
final class FileReview {

    private final SourceFile file;

    private final List<ReviewRule> rules;

    private final FindingLog log;

    private boolean showsText = true;

    /**
     * Prepares the review.
     *
     * @param rules those that apply to the file
     */
    FileReview(SourceFile file, List<ReviewRule> rules, FindingLog log) {
        this.file = file;
        this.rules = rules;
        this.log = log;
    }

    /**
     * Adds the findings to the log.
     *
     * @throws InterruptedException if the step ran out of time
     */
    void run() throws InterruptedException {
        checkTime();
        for (Line line : file.lines()) {
            report(line.text(), line.number());
        }
    }

    private void report(String line, int number) throws InterruptedException {
        List<ReviewRule> broken = brokenBy(line);
        // A key's body follows its header, and a line that prints a token breaks two rules: from a secret on, no text.
        showsText &= broken.stream().noneMatch(rule -> rule.category() == Category.SECURITY);
        for (ReviewRule rule : broken) {
            Optional<String> text = showsText ? Optional.of(line) : Optional.empty();
            log.add(new Finding(rule.id(), rule.category(), file.path(), number, rule.messageFor(line), text));
        }
    }

    private List<ReviewRule> brokenBy(String line) throws InterruptedException {
        List<ReviewRule> broken = new ArrayList<>();
        for (ReviewRule rule : rules) {
            checkTime();
            if (rule.isBrokenBy(line)) {
                broken.add(rule);
            }
        }
        return broken;
    }

    private static void checkTime() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("Code review interrupted");
        }
    }
}
