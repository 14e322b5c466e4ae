package org.tracehook.feedback;

import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepStatus;

/**
 * A comment in Jira's wiki markup, which REST v2 of Data Center takes. No line begins with a text that is not ours, and
 * texts are {@linkplain #escaped escaped}. Jira counts the markup, in UTF-16 units.
 */
final class WikiComment implements CommentRenderer.Markup {

    /** What may stand inside a word: Jira sees markup only at a word's edge. */
    private static final String WITHIN_WORDS = "_/";

    private final StringBuilder markup = new StringBuilder();

    private WikiComment() {}

    /** The comment in at most that many characters, {@link CommentContent#SHORTEST} or more. */
    static String text(CommentContent content, int longest) {
        return CommentRenderer.within(longest, content, WikiComment::new).markup.toString();
    }

    @Override
    public void headline(PipelineStatus status, String intent, String rest) {
        line(sign(status) + " " + strong(status.name()) + " " + strong(intent) + escaped(rest));
    }

    @Override
    public void stop(String before, String name, String text) {
        String words = name.isEmpty() ? before : before + ", " + strong(name);
        line(text.isEmpty() ? words : words + escaped(": " + text));
    }

    @Override
    public void paragraph(String label, String text) {
        paragraph(strong(label) + " " + escaped(text));
    }

    @Override
    public void step(ExecutionStep step, String agent, String rest) {
        paragraph(step.stepNumber() + ". " + sign(step.status()) + " " + strong(agent) + " " + escaped(rest));
    }

    @Override
    public void detail(String label, String text) {
        line("* " + strong(label) + " " + escaped(text));
    }

    @Override
    public void note(String words) {
        paragraph(words);
    }

    @Override
    public void link(String label, String url) {
        paragraph("[" + label + "|" + url + "]");
    }

    @Override
    public int length() {
        return markup.length();
    }

    private void paragraph(String line) {
        line("");
        line(line);
    }

    private void line(String line) {
        if (!markup.isEmpty()) {
            markup.append('\n');
        }
        markup.append(line);
    }

    private static String strong(String text) {
        return text.isEmpty() ? "" : "*" + escaped(text) + "*";
    }

    /** Jira's own signs: a database of three-byte UTF-8 refuses a comment with the pictograms of the summary. */
    private static String sign(StepStatus status) {
        return switch (status) {
            case STARTED -> "(i)";
            case SUCCESS -> "(/)";
            case FAIL -> "(x)";
            case BLOCKED -> "(-)";
        };
    }

    private static String sign(PipelineStatus status) {
        return switch (status) {
            case RUNNING -> "(i)";
            case SUCCESS -> "(/)";
            case PARTIAL -> "(!)";
            case FAILED -> "(x)";
        };
    }

    /**
     * A line of text as markup that shows it as it is, after the beginning of a line. Letters, digits, blanks, commas and
     * full stops stay; the rest becomes HTML entities in decimal, which Jira's renderer (atlassian-renderer) hands through,
     * and in which none of its patterns finds anything. A backslash would not do: it escapes some characters only, and two
     * of them break the line.
     */
    static String escaped(String text) {
        StringBuilder markup = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            if (isPlain(c) || WITHIN_WORDS.indexOf(c) >= 0 && isWithinWord(text, at)) {
                markup.appendCodePoint(c);
            } else {
                markup.append("&#").append(c).append(';');
            }
        }
        return markup.toString();
    }

    /** Beyond the basic plane also letters become entities: not every database of Jira's can keep them. */
    private static boolean isPlain(int c) {
        return " ,.".indexOf(c) >= 0 || Character.isBmpCodePoint(c) && (Character.isLetterOrDigit(c) || isMark(c));
    }

    private static boolean isMark(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static boolean isWithinWord(String text, int at) {
        return at > 0 && at + 1 < text.length() && isWord(text.charAt(at - 1)) && isWord(text.charAt(at + 1));
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }
}
