package org.tracehook.trace;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * One step or more, an immutable list. A list with a further step shares all others with it, so that a snapshot of a long
 * trace costs no more than one of a short trace.
 */
final class Steps extends AbstractList<ExecutionStep> implements RandomAccess {

    private final Earlier earlier;
    private final int before;

    /** Held apart, because it is replaced when its agent ends. */
    private final ExecutionStep last;

    private Steps(Earlier earlier, int before, ExecutionStep last) {
        this.earlier = earlier;
        this.before = before;
        this.last = Objects.requireNonNull(last);
    }

    /** An immutable list of the same steps, none of which may be null. */
    static List<ExecutionStep> of(List<ExecutionStep> steps) {
        if (steps instanceof Steps) {
            return steps;
        }
        List<ExecutionStep> all = List.of();
        for (ExecutionStep step : steps) {
            all = and(all, step);
        }
        return all;
    }

    /** Those steps, as {@link #of} gives them, and a further one. */
    static Steps and(List<ExecutionStep> steps, ExecutionStep next) {
        return steps instanceof Steps some
                ? new Steps(some.earlier.with(some.before, some.last), some.size(), next)
                : new Steps(Earlier.none(), 0, next);
    }

    /** Those steps, as {@link #of} gives them, with that one in the place of the one with its number. */
    static List<ExecutionStep> replaced(List<ExecutionStep> steps, ExecutionStep step) {
        if (steps instanceof Steps some && some.last.stepNumber() == step.stepNumber()) {
            return new Steps(some.earlier, some.before, step);
        }
        List<ExecutionStep> replaced = new ArrayList<>(steps);
        replaced.replaceAll(old -> old.stepNumber() == step.stepNumber() ? step : old);
        return of(replaced);
    }

    @Override
    public ExecutionStep get(int index) {
        Objects.checkIndex(index, size());
        return index == before ? last : earlier.steps[index];
    }

    @Override
    public int size() {
        return before + 1;
    }

    /** Steps that many lists share, each the first so many of them; a place is written once, before a list has it. */
    private static final class Earlier {

        private static final int FEW = 8;

        private final ExecutionStep[] steps;
        private int used;

        private Earlier(ExecutionStep[] steps, int used) {
            this.steps = steps;
            this.used = used;
        }

        static Earlier none() {
            return new Earlier(new ExecutionStep[FEW], 0);
        }

        /** What holds the first so many steps and then that one: this, unless another list was there before. */
        synchronized Earlier with(int first, ExecutionStep next) {
            Earlier free = used == first && first < steps.length ? this : copy(first);
            free.steps[free.used++] = next;
            return free;
        }

        private Earlier copy(int first) {
            ExecutionStep[] copied = new ExecutionStep[Math.max(FEW, 2 * first)];
            System.arraycopy(steps, 0, copied, 0, first);
            return new Earlier(copied, first);
        }
    }
}
