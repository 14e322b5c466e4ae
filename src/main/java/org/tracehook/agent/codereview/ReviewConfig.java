package org.tracehook.agent.codereview;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.WithName;
import java.util.List;
import java.util.Optional;

/**
 * What the code review looks for. For example:
 *
 * <pre>{@code
 * tracehook.review.rules[0].id=no-sleep
 * tracehook.review.rules[0].globs=*.java,src/main/**
 * tracehook.review.rules[0].pattern=\\bThread\\.sleep\\(
 * tracehook.review.rules[0].category=architecture
 * tracehook.review.rules[0].message=Thread.sleep not allowed; use the scheduler
 * }</pre>
 */
@ConfigMapping(prefix = "tracehook.review")
public interface ReviewConfig {

    /**
     * The rules, numbered from 0 without a gap. If there is one, of the shipped rules those of category {@code security}
     * hold beside them.
     */
    List<ReviewRuleConfig> rules();

    /** Whether all shipped rules hold beside {@link #rules}; default {@code false}. */
    Optional<String> includeShipped();

    /** The ids of shipped rules that do not hold, such as {@code access-token}; a rule of {@link #rules} may take such an id. */
    Optional<List<String>> disabled();

    /** One thing that a line of code must not do. Everything is optional here, so that all faults are named at once. */
    interface ReviewRuleConfig {

        /** Names the rule in the review's outputs; needed, and each rule has its own. */
        Optional<String> id();

        /** The id's key, whether it has a value or not: the rule's number is there, and nowhere else. */
        @WithName("id")
        ConfigValue key();

        /**
         * The files it is for; all when absent. {@code *} and {@code ?} stay within a directory, <code>**</code> does not,
         * <code>{a,b}</code> is a choice (its comma is written {@code \\,} here); a glob without {@code /} is about the file
         * name in any directory; letter case does not count.
         */
        Optional<List<String>> globs();

        /**
         * What must not occur in a line, as an RE2 expression (https://github.com/google/re2/wiki/Syntax: no look-around,
         * no back-references); this or {@link #maxLength()}.
         */
        Optional<String> pattern();

        /** The most code points a line may have, from 1; this or {@link #pattern()}. */
        Optional<String> maxLength();

        /**
         * {@code architecture} or {@code security} blocks the change, {@code standards} requests changes,
         * {@code edge_case} is a note; needed.
         */
        Optional<String> category();

        /** Says what is wrong and what to do; needed. <code>{length}</code> stands for the line's length in code points. */
        Optional<String> message();
    }
}
