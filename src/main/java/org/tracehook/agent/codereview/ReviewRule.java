package org.tracehook.agent.codereview;

import java.util.List;
import java.util.function.Predicate;
import org.tracehook.agent.Glob;

/**
 * One thing that a line of code must not do.
 *
 * @param id unique among the rules of a review
 * @param globs the files it is for; empty for all
 * @param message for people; {@code {length}} stands for the line's length in code points
 */
record ReviewRule(String id, Category category, List<Glob> globs, LineCondition condition, String message) {

    private static final String LENGTH = "{length}";

    ReviewRule {
        globs = List.copyOf(globs);
    }

    /** Whether the rule applies to a file; {@code matching} says which globs match its path. */
    boolean appliesTo(Predicate<Glob> matching) {
        return globs.isEmpty() || globs.stream().anyMatch(matching);
    }

    /** Whether the line breaks the rule. */
    boolean isBrokenBy(String line) {
        return condition.isMetBy(line);
    }

    /** The message for a line that breaks the rule. */
    String messageFor(String line) {
        if (!message.contains(LENGTH)) {
            return message;
        }
        return message.replace(LENGTH, Integer.toString(line.codePointCount(0, line.length())));
    }
}
