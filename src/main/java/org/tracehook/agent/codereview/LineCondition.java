package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;

/** When a line breaks a rule. */
sealed interface LineCondition {

    /** Whether that line, given without its line end, breaks the rule. */
    boolean isMetBy(String line);

    /** The pattern occurs in the line. */
    record Matching(Pattern pattern) implements LineCondition {

        @Override
        public boolean isMetBy(String line) {
            return pattern.matcher(line).find();
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
