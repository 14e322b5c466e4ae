package org.tracehook.insights;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/** One number about a group of rows. */
interface Aggregate extends Function<List<Map<String, Object>>, Object> {

    /** Reads one from a query. */
    static Aggregate read(Tokens tokens, Expression.Reader expressions) {
        String name = tokens.name();
        tokens.expect("(");
        Aggregate aggregate = tokens.takeIf("*") ? rows(name) : ofField(name, tokens, expressions);
        tokens.expect(")");
        return aggregate;
    }

    private static Aggregate rows(String name) {
        if (!name.equals("count")) {
            throw new IllegalArgumentException("Unknown: " + name + "(*)");
        }
        return rows -> (double) rows.size();
    }

    private static Aggregate ofField(String name, Tokens tokens, Expression.Reader expressions) {
        Expression field = expressions.field(tokens.name());
        return switch (name) {
            case "count" ->
                rows -> (double)
                        rows.stream().map(field::of).filter(Objects::nonNull).count();
            case "sum" -> rows -> numbers(rows, field).sum();
            case "avg" -> rows -> boxed(numbers(rows, field).average().stream());
            case "min" -> rows -> boxed(numbers(rows, field).min().stream());
            case "max" -> rows -> boxed(numbers(rows, field).max().stream());
            case "pct" -> percentile(field, tokens);
            default -> throw new IllegalArgumentException("Unknown function: " + name);
        };
    }

    private static Aggregate percentile(Expression field, Tokens tokens) {
        tokens.expect(",");
        double share = Double.parseDouble(tokens.take()) / 100;
        return rows -> {
            List<Double> sorted = numbers(rows, field).sorted().boxed().toList();
            int rank = (int) Math.ceil(share * sorted.size());
            return sorted.isEmpty() ? null : sorted.get(Math.max(0, rank - 1));
        };
    }

    private static DoubleStream numbers(List<Map<String, Object>> rows, Expression field) {
        return rows.stream().map(field::of).filter(Objects::nonNull).mapToDouble(Double.class::cast);
    }

    private static Object boxed(DoubleStream one) {
        return one.boxed().findFirst().orElse(null);
    }
}
