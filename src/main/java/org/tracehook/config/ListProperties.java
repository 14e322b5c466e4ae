package org.tracehook.config;

import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds faults in lists that configuration mappings ignore: a key of a numbered rule without a value, with which the rule
 * would match too much; a gap in the numbers, where a rule may be missing; an empty element.
 */
public final class ListProperties {

    private static final Pattern NUMBERED = Pattern.compile(
            "(tracehook\\.(?:triggers|review\\.rules|intents\\.[^\\[\\]]+\\.tasks))\\[(\\d{1,9})]\\..*");

    /** Every property that is a list of texts, by its last part. */
    public static final Pattern LISTS =
            Pattern.compile(".*\\.(?:actors|command|disabled|environment|events|explicit-intents"
                    + "|from-status|globs|ignore-actors|issue-types|labels|outputs|paths|payload-context|projects|reports"
                    + "|required|rules|site|ticket-fields|to-status)");

    /** Of a list with an element of blanks alone; a comma after a backslash is a part of its element. */
    private static final Pattern WITH_EMPTY_ELEMENT = Pattern.compile("(?:|.*(?<!\\\\),)\\s*(?:,.*)?", Pattern.DOTALL);

    private final Function<String, Optional<String>> values;
    private final Map<String, SortedSet<Integer>> numbers = new TreeMap<>();
    private final Faults faults;

    private ListProperties(Function<String, Optional<String>> values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    /** Reports such faults among the properties; {@code values} gives values by name. */
    public static void check(Iterable<String> properties, Function<String, Optional<String>> values, Faults faults) {
        ListProperties lists = new ListProperties(values, faults);
        properties.forEach(lists::check);
        lists.numbers.forEach(lists::reportGap);
    }

    private void check(String property) {
        Optional<String> value = values.apply(property).filter(text -> !text.isBlank());
        Matcher numbered = NUMBERED.matcher(property);
        if (numbered.matches()) {
            numbers.computeIfAbsent(numbered.group(1), list -> new TreeSet<>()).add(Integer.valueOf(numbered.group(2)));
            if (value.isEmpty()) {
                faults.report(property, "is empty: give it a value or take the line out");
            }
        }
        if (LISTS.matcher(property).matches()
                && value.filter(text -> WITH_EMPTY_ELEMENT.matcher(text).matches())
                        .isPresent()) {
            faults.report(property, "has an empty element: take out a comma, or give it a value");
        }
    }

    private void reportGap(String list, SortedSet<Integer> used) {
        if (used.last() != used.size() - 1) {
            faults.report(list + "[" + used.last() + "]", "follows a gap: number from 0 and leave no number out");
        }
    }
}
