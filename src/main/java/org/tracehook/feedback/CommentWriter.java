package org.tracehook.feedback;

import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.PipelineStatus;

/** Writes the parts of a comment in one markup, from top to bottom. Texts are one line each and may contain anything. */
interface CommentWriter {

    /** The first line: the status, the intent in bold, and what follows it. */
    void headline(PipelineStatus status, String intent, String rest);

    /** A line that says why the pipeline stopped: the name in bold, which may be empty, before a text, which may be too. */
    void stop(String before, String name, String text);

    /** A paragraph with a label in bold. */
    void paragraph(String label, String text);

    /** A step's line: its sign, its agent in bold, and what follows the agent. Details come after it. */
    void step(ExecutionStep step, String agent, String rest);

    /** A detail of the last step, with a label in bold. */
    void detail(String label, String text);

    /** A line of our own words. */
    void note(String words);

    /** A link of that label. */
    void link(String label, String url);

    /** How much of what Jira takes is used, in characters as Java counts them. */
    int length();
}
