package org.tracehook.feedback;

import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepStatus;

/**
 * A story in Jira's wiki markup, which REST v2 of Data Center takes. No line begins with a text that is not ours, and
 * texts are {@linkplain WikiText escaped}. Jira counts the markup, in UTF-16 units.
 */
final class WikiComment implements Page {

    private final StringBuilder markup = new StringBuilder();

    private WikiComment() {}

    /** The story in at most that many characters, {@link Story#SHORTEST} or more. */
    static String text(Story story, int longest) {
        return Telling.within(longest, story, WikiComment::new).markup.toString();
    }

    @Override
    public void headline(PipelineStatus status, String intent, String rest) {
        line(sign(status) + " " + strong(status.name()) + " " + strong(intent) + WikiText.escaped(rest));
    }

    @Override
    public void stop(String before, String name, String text) {
        String words = name.isEmpty() ? before : before + ", " + strong(name);
        line(text.isEmpty() ? words : words + WikiText.escaped(": " + text));
    }

    @Override
    public void paragraph(String label, String text) {
        paragraph(strong(label) + " " + WikiText.escaped(text));
    }

    @Override
    public void step(ExecutionStep step, String agent, String rest) {
        paragraph(step.stepNumber() + ". " + sign(step.status()) + " " + strong(agent) + " " + WikiText.escaped(rest));
    }

    @Override
    public void detail(String label, String text) {
        line("* " + strong(label) + " " + WikiText.escaped(text));
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
        return text.isEmpty() ? "" : "*" + WikiText.escaped(text) + "*";
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
}
