package org.tracehook.agent.pullrequest;

import java.util.regex.Pattern;
import org.tracehook.agent.IssueReferences;
import org.tracehook.agent.OneLine;

/**
 * Makes text of unknown origin say the same and do nothing: in a title, in a body, and in the commit message that a host makes of
 * both when somebody merges. Signs that hosts, Jira and build servers go by are replaced by ones that look alike, since a
 * backslash does not help: GitHub looks for mentions in what is shown, GitLab for closing words in what was written.
 */
final class PlainText {

    /** Signs of GitLab before a name or number: {@code !1}, {@code &1}, {@code ~label}, {@code %milestone}, {@code $1}. */
    private static final Pattern REFERENCE = Pattern.compile("[!&~%$^](?=[\\p{L}\\p{N}\"(\\[{])");

    /** The beginning of an element, comment or declaration of HTML, or of a link between angle brackets. */
    private static final Pattern TAG = Pattern.compile("<(?=[\\p{L}/!?])");

    private static final Pattern WEB = Pattern.compile("(?i)\\bwww\\.");

    /** Makes Azure Pipelines skip. */
    private static final Pattern STARS = Pattern.compile("\\*{2,}");

    private PlainText() {}

    /** The text as one line. */
    static String of(String text) {
        String line = OneLine.of(text)
                .replace('@', '＠')
                .replace('#', '＃')
                .replace('`', '\'')
                .replace("://", ": //");
        line = REFERENCE
                .matcher(line)
                .replaceAll(sign -> Character.toString(fullWidth(sign.group().charAt(0))));
        line = line.replace('[', '(').replace(']', ')');
        line = TAG.matcher(line).replaceAll("‹");
        line = WEB.matcher(line).replaceAll("www .");
        line = STARS.matcher(line).replaceAll("*");
        return IssueReferences.undone(line);
    }

    /** The sign of East Asian type that looks like one of ASCII. */
    private static char fullWidth(char ascii) {
        return (char) (ascii - '!' + '！');
    }

    /** The text in at most that many UTF-16 units, cut between characters. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}
