package org.tracehook.app;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;

/**
 * Finds faults in numbered rules that configuration mappings ignore: a key without a value, with which the rule would match
 * too much, and a gap in the numbers, where a rule may be missing.
 */
public final class NumberedProperties {

    private static final Pattern NUMBERED = Pattern.compile(
            "(tracehook\\.(?:triggers|review\\.rules|intents\\.[^\\[\\]]+\\.tasks))\\[(\\d{1,9})]\\..*");

    private final Function<String, Optional<String>> values;
    private final Map<String, SortedSet<Integer>> numbers = new TreeMap<>();
    private final Consumer<Fault> faults;

    private NumberedProperties(Function<String, Optional<String>> values, Consumer<Fault> faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Reports empty and missing numbers among the properties; {@code values} gives raw values by name. */
    public static void check(
            Iterable<String> properties, Function<String, Optional<String>> values, Consumer<Fault> faults) {
        NumberedProperties numbered = new NumberedProperties(values, faults);
        properties.forEach(numbered::look);
        numbered.numbers.forEach(numbered::reportGap);
    }

    private void look(String property) {
        Matcher numbered = NUMBERED.matcher(property);
        if (numbered.matches()) {
            numbers.computeIfAbsent(numbered.group(1), list -> new TreeSet<>()).add(Integer.valueOf(numbered.group(2)));
            if (values.apply(property).filter(value -> !value.isBlank()).isEmpty()) {
                faults.accept(new Fault(property, "is empty: give it a value or take the line out"));
            }
        }
    }

    private void reportGap(String list, SortedSet<Integer> used) {
        if (used.last() != used.size() - 1) {
            faults.accept(
                    new Fault(list + "[" + used.last() + "]", "follows a gap: number from 0 and leave no number out"));
        }
    }
}
