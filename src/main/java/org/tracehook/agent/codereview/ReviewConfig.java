package org.tracehook.agent.codereview;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.agent.Glob;
import org.tracehook.config.SettingConverters;
import org.tracehook.config.SettingConverters.Flag;
import org.tracehook.config.SettingConverters.Text;

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

    /** Whether all shipped rules hold beside {@link #rules}. */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean includeShipped();

    /** The ids of shipped rules that do not hold, such as {@code access-token}; a rule of {@link #rules} may take such an id. */
    Optional<List<@WithConverter(Text.class) String>> disabled();

    /**
     * What follows when a file with an ending that a rule names, shipped or of {@link #rules}, cannot be reviewed: a NUL byte,
     * its size or that of the change, or a link. {@code fail} asks for changes, {@code approve} names the file beside the
     * decision. Such files are searched for secrets either way, in their first 4 MB.
     */
    @WithDefault("fail")
    Unreviewed unreviewed();

    /** What follows when a file cannot be reviewed. */
    enum Unreviewed {
        /** The review asks for changes. */
        FAIL,
        /** The decision names the file, no more. */
        APPROVE
    }

    /**
     * Sets of rules by name. A trigger rule that chooses one has changes reviewed by that alone.
     */
    Map<String, ReviewSetConfig> sets();

    /** Some of the rules. */
    interface ReviewSetConfig {

        /**
         * The ids of the rules of a set, among those that hold. A trigger rule chooses the set with {@code
         * context.review=<name>}. Rules of category {@code security} hold in every set.
         */
        List<@WithConverter(Text.class) String> rules();
    }

    /** One thing that a line of code must not do. */
    interface ReviewRuleConfig {

        /** Names the rule in the review's outputs; each rule has its own. */
        String id();

        /**
         * The files it is for; all when absent. Letter case does not count.
         */
        Optional<List<@WithConverter(Glob.AnyCaseConverter.class) Glob>> globs();

        /**
         * What must not occur in a line, as an RE2 expression (https://github.com/google/re2/wiki/Syntax: no look-around,
         * no back-references); this or {@link #maxLength()}.
         */
        @WithConverter(PatternConverter.class)
        Optional<Pattern> pattern();

        /** The most code points a line may have, from 1; this or {@link #pattern()}. */
        @WithConverter(LineLengthConverter.class)
        Optional<Integer> maxLength();

        /**
         * {@code architecture} or {@code security} blocks the change, {@code standards} requests changes,
         * {@code edge_case} is a note.
         */
        Category category();

        /** Says what is wrong and what to do. <code>{length}</code> stands for the line's length in code points. */
        String message();
    }

    /** Reads an RE2 expression. */
    final class PatternConverter implements Converter<Pattern> {

        @Override
        public Pattern convert(String text) {
            if (text.isEmpty()) {
                return null;
            }
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException malformed) {
                throw new IllegalArgumentException("is no RE2 expression (" + malformed.getDescription() + ": "
                        + malformed.getPattern() + "): correct it; RE2 has no look-around and no back-references");
            }
        }
    }

    /** Reads a number of code points. */
    final class LineLengthConverter implements Converter<Integer> {

        @Override
        public Integer convert(String text) {
            return SettingConverters.wholeNumber(text, 1, 999_999_999);
        }
    }
}
