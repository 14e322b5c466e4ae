package org.tracehook.feedback;

import java.util.List;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.Scrubber;

/**
 * How much of a story is told.
 *
 * @param longestText of each text, in UTF-16 units, before it becomes markup: so markup is never cut
 * @param mostSteps how many steps, the last ones: where it stopped is among them
 * @param plan whether the plan and the link are told
 */
record Cut(int longestText, int mostSteps, boolean plan) {

    static final Cut NOTHING = new Cut(Integer.MAX_VALUE, Integer.MAX_VALUE, true);

    /** From everything to what always fits; long texts are shortened before steps are left out. */
    static final List<Cut> DEEPER = List.of(
            NOTHING,
            allSteps(1_000),
            allSteps(500),
            allSteps(250),
            allSteps(120),
            allSteps(60),
            new Cut(60, 40, true),
            new Cut(60, 20, true),
            new Cut(60, 10, true),
            new Cut(60, 5, true),
            new Cut(60, 2, true),
            new Cut(40, 1, true),
            new Cut(20, 0, false));

    private static Cut allSteps(int longestText) {
        return new Cut(longestText, Integer.MAX_VALUE, true);
    }

    /** The text on one line, what cannot be seen spelled out, and no longer than allowed; empty for null. */
    String text(String text) {
        if (text == null) {
            return "";
        }
        String start = Scrubber.capped(text.strip(), longestText);
        return Scrubber.capped(Scrubber.visible(start).strip(), longestText);
    }

    /** The steps that are told. */
    List<ExecutionStep> steps(ExecutionTrace trace) {
        List<ExecutionStep> all = trace.steps();
        return all.subList(Math.max(0, all.size() - mostSteps), all.size());
    }
}
