package org.tracehook.agent.codereview;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Glob;
import org.tracehook.agent.codereview.SourceFile.SourceLine;
import org.tracehook.agent.codereview.SourceFile.Unread;
import org.tracehook.workspace.Diff.Skipped;

/** The rules of a review, in order; immutable, and the same change always gives the same review. */
public final class ReviewRules {

    private final List<ReviewRule> rules;
    private final List<Glob> mustBeReviewed;

    /** Rules that no file has to be reviewed by. */
    ReviewRules(List<ReviewRule> rules) {
        this(rules, List.of());
    }

    /** Rules, and the files whose review must not be left out. */
    ReviewRules(List<ReviewRule> rules, List<Glob> mustBeReviewed) {
        this.rules = List.copyOf(rules);
        this.mustBeReviewed = List.copyOf(mustBeReviewed);
    }

    /** The rules of that category, such as only those against secrets. */
    public ReviewRules only(Category category) {
        return new ReviewRules(
                rules.stream().filter(rule -> rule.category() == category).toList());
    }

    /**
     * Reviews a change, in time linear in its size.
     *
     * @param changes content by path, in the order to review; without nulls
     * @throws InterruptedException if the thread is interrupted, which is looked at between lines
     */
    public Review review(Map<String, String> changes) throws InterruptedException {
        return review(changes, Long.MAX_VALUE);
    }

    /** Reviews a change, and of files with more bytes than that only whether they hold secrets. */
    Review review(Map<String, String> changes, long largest) throws InterruptedException {
        return review(changes.entrySet().stream()
                .map(change -> SourceFile.likeInBranch(change.getKey(), change.getValue(), largest))
                .toList());
    }

    /** Reviews those lines, as {@link #review(Map)} does. */
    Review review(List<SourceFile> files) throws InterruptedException {
        FindingLog log = new FindingLog();
        for (SourceFile file : files) {
            review(file, log);
        }
        return log.review();
    }

    private void review(SourceFile file, FindingLog log) throws InterruptedException {
        String path = file.plainPath();
        List<ReviewRule> applying = applyingTo(path);
        if (file.unread().isEmpty()) {
            log.reviewed();
        } else {
            applying = applying.stream()
                    .filter(rule -> rule.category() == Category.SECURITY)
                    .toList();
            logUnread(file, file.unread().get(), log);
        }
        review(file, applying, log);
    }

    private void logUnread(SourceFile file, Unread unread, FindingLog log) {
        UnreviewedFile unreviewed = new UnreviewedFile(file.path(), unread.why(), unread.isSearched());
        // A submodule is a directory, whatever its name.
        if (unread.why() != Skipped.SUBMODULE
                && mustBeReviewed.stream().anyMatch(glob -> glob.matches(file.plainPath()))) {
            log.add(unreviewed.finding());
        } else {
            log.notReviewed(unreviewed);
        }
    }

    private static void review(SourceFile file, List<ReviewRule> applying, FindingLog log) throws InterruptedException {
        boolean showsText = true;
        checkTime();
        for (SourceLine line : file.lines()) {
            List<ReviewRule> broken = broken(applying, line.text());
            // A key's body follows its header, and a line that prints a token breaks two rules: from a secret on, no
            // text.
            showsText &= broken.stream().noneMatch(rule -> rule.category() == Category.SECURITY);
            Optional<String> text = showsText ? Optional.of(line.text()) : Optional.empty();
            for (ReviewRule rule : broken) {
                log.add(new Finding(
                        rule.id(), rule.category(), file.path(), line.number(), rule.messageFor(line.text()), text));
            }
        }
    }

    private static List<ReviewRule> broken(List<ReviewRule> applying, String line) throws InterruptedException {
        List<ReviewRule> broken = List.of();
        for (ReviewRule rule : applying) {
            checkTime();
            if (rule.isBrokenBy(line)) {
                broken = broken.isEmpty() ? new ArrayList<>() : broken;
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

    private List<ReviewRule> applyingTo(String path) {
        // Rules share their globs, and there are more rules than globs.
        Map<Glob, Boolean> matched = new IdentityHashMap<>();
        return rules.stream()
                .filter(rule -> rule.appliesTo(glob -> matched.computeIfAbsent(glob, asked -> asked.matches(path))))
                .toList();
    }
}
