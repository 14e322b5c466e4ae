package org.tracehook.insights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A query in Logs Insights QL, as far as Tracehook's saved queries use the language; the rest of it is refused.
 *
 * <p>Language: CloudWatch Logs user guide, "CloudWatch Logs Insights language query syntax".
 */
public final class InsightsQuery {

    private static final Comparator<Object> VALUES =
            Comparator.nullsFirst((a, b) -> a instanceof Double x && b instanceof Double y
                    ? x.compareTo(y)
                    : a.toString().compareTo(b.toString()));

    private final Tokens tokens;
    private final Set<String> fields = new TreeSet<>();
    private final Set<String> made = new LinkedHashSet<>();
    private final List<UnaryOperator<List<Map<String, Object>>>> commands = new ArrayList<>();
    private final Expression.Reader expressions;
    private Set<String> columns = new LinkedHashSet<>();

    private InsightsQuery(String query) {
        tokens = new Tokens(query);
        expressions = new Expression.Reader(tokens, fields);
        do {
            commands.add(command(tokens.name()));
        } while (tokens.takeIf("|"));
        if (!tokens.atEnd()) {
            throw new IllegalArgumentException("Not understood: " + tokens.peek());
        }
        fields.removeAll(made);
    }

    /** The query of that text; throws where it is not understood. */
    public static InsightsQuery of(String query) {
        return new InsightsQuery(query);
    }

    /** The fields of log events that it names. */
    public Set<String> fields() {
        return Set.copyOf(fields);
    }

    /** The rows that it shows of those events, each with the columns that it shows. */
    public List<Map<String, Object>> run(Collection<LogEvent> events) {
        List<Map<String, Object>> rows = events.stream().map(LogEvent::fields).toList();
        for (UnaryOperator<List<Map<String, Object>>> command : commands) {
            rows = command.apply(rows);
        }
        return rows.stream().map(this::shown).toList();
    }

    private Map<String, Object> shown(Map<String, Object> row) {
        Map<String, Object> shown = new LinkedHashMap<>();
        columns.forEach(column -> shown.put(column, row.get(column)));
        return shown;
    }

    private UnaryOperator<List<Map<String, Object>>> command(String name) {
        return switch (name) {
            case "filter" -> filter(expressions.read());
            case "fields" -> fieldsCommand();
            case "stats" -> stats();
            case "sort" -> sort();
            case "limit" -> limit(Integer.parseInt(tokens.take()));
            default -> throw new IllegalArgumentException("Unknown command: " + name);
        };
    }

    private static UnaryOperator<List<Map<String, Object>>> filter(Expression condition) {
        return rows -> rows.stream()
                .filter(row -> Expression.Reader.truth(condition.of(row)))
                .toList();
    }

    private static UnaryOperator<List<Map<String, Object>>> limit(int most) {
        return rows -> rows.stream().limit(most).toList();
    }

    private UnaryOperator<List<Map<String, Object>>> fieldsCommand() {
        Map<String, Expression> values = new LinkedHashMap<>();
        do {
            String name = tokens.peek().replace("`", "");
            Expression value = expressions.read();
            values.put(tokens.takeIf("as") ? newName() : name, value);
        } while (tokens.takeIf(","));
        columns.addAll(values.keySet());
        return rows -> rows.stream().map(row -> wider(row, values)).toList();
    }

    private String newName() {
        String name = tokens.name();
        made.add(name);
        return name;
    }

    private static Map<String, Object> wider(Map<String, Object> row, Map<String, Expression> values) {
        Map<String, Object> wider = new LinkedHashMap<>(row);
        values.forEach((name, value) -> wider.put(name, value.of(row)));
        return wider;
    }

    private UnaryOperator<List<Map<String, Object>>> stats() {
        Map<String, Aggregate> values = new LinkedHashMap<>();
        do {
            Aggregate value = Aggregate.read(tokens, expressions);
            tokens.expect("as");
            values.put(newName(), value);
        } while (tokens.takeIf(","));
        tokens.expect("by");
        Groups groups = Groups.read(tokens, expressions);
        columns = new LinkedHashSet<>(groups.names());
        columns.addAll(values.keySet());
        return rows -> groups.summarized(rows, values);
    }

    private UnaryOperator<List<Map<String, Object>>> sort() {
        Comparator<Map<String, Object>> order = null;
        do {
            Expression field = expressions.field(tokens.name());
            Comparator<Map<String, Object>> next = Comparator.comparing(field::of, VALUES);
            if (tokens.takeIf("desc")) {
                next = next.reversed();
            } else {
                tokens.expect("asc");
            }
            order = order == null ? next : order.thenComparing(next);
        } while (tokens.takeIf(","));
        Comparator<Map<String, Object>> whole = order;
        return rows -> rows.stream().sorted(whole).toList();
    }
}
