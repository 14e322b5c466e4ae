package org.tracehook.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** Figures of one thing measured again and again. */
public record Sample(double... sorted) {

    public Sample {
        sorted = sorted.clone();
        Arrays.sort(sorted);
    }

    /** What the function says of each. */
    public static <T> Sample of(Collection<T> all, ToDoubleFunction<? super T> figure) {
        return new Sample(all.stream().mapToDouble(figure).toArray());
    }

    /** The middle one: what a machine is busy with now and then does not move it. */
    public double median() {
        return percentile(50);
    }

    /** The smallest figure that so many percent of all do not exceed. */
    public double percentile(double percent) {
        return sorted[Math.max(0, (int) Math.ceil(percent / 100 * sorted.length) - 1)];
    }
}
