package org.tracehook.agent.development;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.agent.IssueReferences;

/**
 * The message of a commit: {@code feat(PROJ-1): In Progress}.
 *
 * <p>A status is a text from Jira, and an author's message a text of a program that read one. Only their words are used, so
 * that they cannot tell a build server to skip ({@code [skip ci]}), make a git host mention somebody or close an issue
 * ({@code @}, {@code #}, {@code fixes PROJ-2}), or add trailers ({@code Signed-off-by:}).
 */
final class CommitMessage {

    private static final int LONGEST_STATUS = 60;
    private static final int LONGEST_SUBJECT = 72;
    private static final int LONGEST_LINE = 200;
    private static final int MOST_LINES = 20;

    /** In code points, as all lengths here. The patterns do not read more of a text. */
    private static final int LONGEST_READ = 5_000;

    private static final Pattern DIRECTIVES = Pattern.compile("\\[[^\\]]*]?|\\*{3}[^*]*\\*{3}");
    private static final Pattern NOT_WORDS = Pattern.compile("(?:[^\\p{L}\\p{M}\\p{N} ,.()&'+_-]|&(?=\\p{N}))+");
    private static final Pattern BLANKS = Pattern.compile(" {2,}");

    /** The type of a conventional commit, which the key goes behind, and the rest. */
    private static final Pattern TYPE = Pattern.compile(
            "(?:(feat|fix|docs|style|refactor|perf|test|build|ci|chore|revert)(?:\\([^()]{0,100}\\))?!?: *)?(.*)");

    private CommitMessage() {}

    /** The message, one line, for an issue with that status; the status is null when it is unknown. */
    static String of(String issueKey, String issueStatus) {
        return subject("feat", issueKey, words(issueStatus == null ? "" : issueStatus, LONGEST_STATUS));
    }

    /** The message that the author of the change proposes: one line, and below it what else the author says. */
    static String proposed(String issueKey, String text) {
        String[] parts = cut(text.strip(), LONGEST_READ).split("\\R", 2);
        Matcher type = TYPE.matcher(parts[0]);
        boolean hasType = type.matches() && type.group(1) != null;
        String withoutType = hasType ? type.group(2) : parts[0];
        String withoutKey = withoutType.replaceFirst("^" + Pattern.quote(issueKey) + "(?!\\d)", "");
        String subject = subject(hasType ? type.group(1) : "feat", issueKey, words(withoutKey, LONGEST_SUBJECT));
        String more = parts.length == 1 ? "" : lines(parts[1]);
        return more.isEmpty() ? subject : subject + "\n\n" + more;
    }

    private static String subject(String type, String issueKey, String words) {
        return type + "(" + issueKey + "): " + (words.isEmpty() ? "update" : words);
    }

    private static String lines(String text) {
        return text.lines()
                .map(line -> words(line, LONGEST_LINE))
                .limit(MOST_LINES)
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String words(String text, int longest) {
        String plain = NOT_WORDS
                .matcher(DIRECTIVES.matcher(cut(text, LONGEST_READ)).replaceAll(" "))
                .replaceAll(" ");
        return cut(IssueReferences.undone(BLANKS.matcher(plain).replaceAll(" ").strip()), longest);
    }

    private static String cut(String text, int longest) {
        return text.codePointCount(0, text.length()) <= longest
                ? text
                : text.substring(0, text.offsetByCodePoints(0, longest - 1)) + "…";
    }
}
