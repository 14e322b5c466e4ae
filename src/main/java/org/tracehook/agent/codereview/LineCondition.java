package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;
import java.util.List;

/** When a line breaks a rule. */
sealed interface LineCondition {

    /** Whether that line, given without its line end, breaks the rule. */
    boolean isMetBy(String line);

    /**
     * The pattern occurs in the line.
     *
     * @param hints one of them is in every line that has the pattern, and to look for them takes a hundredth of RE2J's
     *     time; empty if none is known
     */
    record Matching(Pattern pattern, List<String> hints) implements LineCondition {

        public Matching {
            hints = List.copyOf(hints);
        }

        @Override
        public boolean isMetBy(String line) {
            return isPossibleIn(line) && pattern.matcher(line).find();
        }

        private boolean isPossibleIn(String line) {
            for (String hint : hints) {
                if (line.contains(hint)) {
                    return true;
                }
            }
            return hints.isEmpty();
        }
    }

    /** The line has more code points than that. Not a pattern: RE2J takes {@code .{101,}} through 101 states a character. */
    record LongerThan(int limit) implements LineCondition {

        @Override
        public boolean isMetBy(String line) {
            return line.length() > limit && line.codePointCount(0, line.length()) > limit;
        }
    }
}
