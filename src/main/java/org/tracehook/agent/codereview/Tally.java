package org.tracehook.agent.codereview;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many findings there are of each category, and what that comes to. */
final class Tally {

    private final Map<Category, Integer> counts = new EnumMap<>(Category.class);

    void add(Category category) {
        counts.merge(category, 1, Integer::sum);
    }

    int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The number of findings that call for exactly that decision. */
    int calling(Decision decision) {
        int count = 0;
        for (Map.Entry<Category, Integer> entry : counts.entrySet()) {
            count += entry.getKey().consequence() == decision ? entry.getValue() : 0;
        }
        return count;
    }

    /** The most severe decision that a finding calls for. */
    Decision decision() {
        return counts.keySet().stream()
                .map(Category::consequence)
                .reduce(Decision.APPROVE, (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }

    /** The categories that call for that decision, with {@code and} between them. */
    String categoriesCalling(Decision decision) {
        return counts.keySet().stream()
                .filter(category -> category.consequence() == decision)
                .map(Category::wireName)
                .collect(Collectors.joining(" and "));
    }
}
