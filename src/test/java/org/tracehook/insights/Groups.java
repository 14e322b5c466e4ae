package org.tracehook.insights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code stats} puts rows together by: fields, or the hour. */
record Groups(Map<String, Expression> keys) {

    private static final double HOUR = 3_600_000;

    /** Reads what follows {@code by}. */
    static Groups read(Tokens tokens, Expression.Reader expressions) {
        Map<String, Expression> keys = new LinkedHashMap<>();
        do {
            String name = tokens.name();
            keys.put(name, tokens.takeIf("(") ? bin(name, tokens) : expressions.field(name));
        } while (tokens.takeIf(","));
        return new Groups(keys);
    }

    private static Expression bin(String name, Tokens tokens) {
        String period = tokens.take();
        tokens.expect(")");
        if (!name.equals("bin") || !period.equals("1h")) {
            throw new IllegalArgumentException("Unknown: " + name + "(" + period + ")");
        }
        return row -> Math.floor((double) row.get("@timestamp") / HOUR) * HOUR;
    }

    Set<String> names() {
        return keys.keySet();
    }

    /** A row for each group: its keys, then the values. */
    List<Map<String, Object>> summarized(List<Map<String, Object>> rows, Map<String, Aggregate> values) {
        Map<Map<String, Object>, List<Map<String, Object>>> groups =
                rows.stream().collect(Collectors.groupingBy(this::of, LinkedHashMap::new, Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> {
                    Map<String, Object> row = new LinkedHashMap<>(group.getKey());
                    values.forEach((name, value) -> row.put(name, value.apply(group.getValue())));
                    return row;
                })
                .toList();
    }

    private Map<String, Object> of(Map<String, Object> row) {
        Map<String, Object> group = new LinkedHashMap<>();
        keys.forEach((name, value) -> group.put(name, value.of(row)));
        return group;
    }
}
