package org.tracehook.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Lists of steps share what they have in common: none may ever see what another was given. */
class StepsPropertyTest {

    private static final Instant T0 = Instant.parse("2026-01-26T18:16:54.808827Z");

    @Property(tries = 300)
    void everyListStaysAsItWasWhateverIsMadeOfIt(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 1_000) Integer> choices) {
        List<List<ExecutionStep>> made = new ArrayList<>(List.of(List.of()));
        List<List<ExecutionStep>> expected = new ArrayList<>(List.of(List.of()));
        for (int choice : choices) {
            int of = choice % made.size();
            List<ExecutionStep> copy = new ArrayList<>(expected.get(of));
            if (choice % 3 == 0 && !copy.isEmpty()) {
                ExecutionStep other = step(1 + choice % copy.size(), "replaced by " + choice);
                copy.set(other.stepNumber() - 1, other);
                made.add(Steps.replaced(made.get(of), other));
            } else {
                ExecutionStep next = step(copy.size() + 1, "added by " + choice);
                copy.add(next);
                made.add(Steps.and(made.get(of), next));
            }
            expected.add(copy);
        }

        assertEquals(expected, made);
    }

    @Example
    void aLongListIsTheSumOfItsSteps() {
        List<ExecutionStep> steps = List.of();
        for (int number = 1; number <= 1_000; number++) {
            steps = Steps.and(steps, step(number, "task"));
        }

        assertEquals(1_000, steps.size());
        for (int number = 1; number <= 1_000; number++) {
            assertEquals(number, steps.get(number - 1).stepNumber());
        }
    }

    @Example
    void aListOfStepsIsNotMadeAgain() {
        List<ExecutionStep> steps = Steps.of(List.of(step(1, "one"), step(2, "two")));

        assertSame(steps, Steps.of(steps));
    }

    @Example
    void itCannotBeChanged() {
        List<ExecutionStep> steps = Steps.of(List.of(step(1, "one")));

        assertThrows(UnsupportedOperationException.class, () -> steps.set(0, step(1, "other")));
        assertThrows(UnsupportedOperationException.class, () -> steps.add(step(2, "two")));
        assertThrows(IndexOutOfBoundsException.class, () -> steps.get(1));
    }

    @Example
    void aStepIsNeverNull() {
        assertThrows(NullPointerException.class, () -> Steps.of(Arrays.asList(step(1, "one"), null)));
        assertThrows(NullPointerException.class, () -> Steps.and(List.of(), null));
    }

    private static ExecutionStep step(int number, String task) {
        return ExecutionStep.started(number, "agent", task, T0);
    }
}
