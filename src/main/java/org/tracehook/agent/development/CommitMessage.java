package org.tracehook.agent.development;

import java.util.regex.Pattern;

/**
 * The message of a commit: {@code feat(PROJ-1): In Progress}.
 *
 * <p>The status is a text from Jira. Only its words are used, so that it cannot tell a build server to skip ({@code [skip
 * ci]}), make a git host mention somebody or close an issue ({@code @}, {@code #}), or add trailers.
 */
final class CommitMessage {

    private static final int LONGEST_STATUS = 60;

    /** In code points, as all lengths here. The patterns do not read more of a status. */
    private static final int LONGEST_READ = 1_000;

    private static final Pattern DIRECTIVES = Pattern.compile("\\[[^\\]]*]?|\\*{3}[^*]*\\*{3}");
    private static final Pattern NOT_WORDS = Pattern.compile("[^\\p{L}\\p{M}\\p{N} ,.()&'+_-]+");
    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    private CommitMessage() {}

    /** The message, one line, for an issue with that status; the status is null when it is unknown. */
    static String of(String issueKey, String issueStatus) {
        String status = issueStatus == null ? "" : words(issueStatus);
        return "feat(" + issueKey + "): " + (status.isEmpty() ? "update" : status);
    }

    private static String words(String status) {
        String plain = NOT_WORDS
                .matcher(DIRECTIVES.matcher(cut(status, LONGEST_READ)).replaceAll(" "))
                .replaceAll(" ");
        return cut(BLANKS.matcher(plain).replaceAll(" ").strip(), LONGEST_STATUS);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
