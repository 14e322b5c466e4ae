package org.tracehook.intent;

import java.util.List;
import java.util.Optional;
import org.tracehook.intent.TriggerRule.CodeFrom;

/**
 * Which intent an event asks for, and why.
 *
 * @param intent the intent; empty when nothing is to be done
 * @param verdicts of every rule asked, in order, or the one reason that is none of the rules
 * @param ignoredContext names of values in the body that it may not fill
 * @param codeFrom where the intent's code may come from; null when unknown
 */
public record Selection(
        Optional<Intent> intent, List<Verdict> verdicts, List<String> ignoredContext, CodeFrom codeFrom) {

    public Selection {
        verdicts = List.copyOf(verdicts);
        ignoredContext = List.copyOf(ignoredContext);
    }

    /** An intent that a person wants to be run again. */
    public static Selection rerun(Intent intent) {
        return new Selection(Optional.of(intent), List.of(Verdict.matched("run again")), List.of(), null);
    }

    static Selection none(List<Verdict> verdicts) {
        return new Selection(Optional.empty(), verdicts, List.of(), null);
    }
}
