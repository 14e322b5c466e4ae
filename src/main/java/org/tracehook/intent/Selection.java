package org.tracehook.intent;

import java.util.List;
import java.util.Optional;

/**
 * Which intent an event asks for, and why.
 *
 * @param intent the intent; empty when nothing is to be done
 * @param verdicts of every rule asked, in order, or the one reason that is none of the rules
 * @param ignoredContext names of values in the body that it may not fill
 */
public record Selection(Optional<Intent> intent, List<Verdict> verdicts, List<String> ignoredContext) {

    public Selection {
        verdicts = List.copyOf(verdicts);
        ignoredContext = List.copyOf(ignoredContext);
    }

    /** An intent that a person wants to be run again. */
    public static Selection rerun(Intent intent) {
        return new Selection(Optional.of(intent), List.of(Verdict.matched("run again")), List.of());
    }

    static Selection none(List<Verdict> verdicts) {
        return new Selection(Optional.empty(), verdicts, List.of());
    }
}
