package org.tracehook.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a row says: a value, or true or false; null where the row has no such field. */
interface Expression {

    /** The value for that row. */
    Object of(Map<String, Object> row);

    /** Reads one from a query and notes the fields that it names. */
    final class Reader {

        private final Tokens tokens;
        private final Set<String> fields;

        Reader(Tokens tokens, Set<String> fields) {
            this.tokens = tokens;
            this.fields = fields;
        }

        Expression read() {
            Expression left = conjunction();
            while (tokens.takeIf("or")) {
                Expression first = left;
                Expression second = conjunction();
                left = row -> truth(first.of(row)) || truth(second.of(row));
            }
            return left;
        }

        private Expression conjunction() {
            Expression left = comparison();
            while (tokens.takeIf("and")) {
                Expression first = left;
                Expression second = comparison();
                left = row -> truth(first.of(row)) && truth(second.of(row));
            }
            return left;
        }

        private Expression comparison() {
            Expression left = value();
            if (tokens.takeIf("in")) {
                List<Object> allowed = list();
                return row -> allowed.contains(left.of(row));
            }
            if (tokens.takeIf("like")) {
                Pattern pattern = regex();
                return row -> left.of(row) instanceof String text
                        && pattern.matcher(text).find();
            }
            if (tokens.takeIf("=")) {
                Expression right = value();
                return row -> left.of(row) != null && left.of(row).equals(right.of(row));
            }
            return tokens.takeIf("!=") ? unequal(left, value()) : left;
        }

        /** What holds of a field that is not there is not documented, so that it is refused. */
        private static Expression unequal(Expression left, Expression right) {
            return row -> {
                if (left.of(row) == null) {
                    throw new IllegalArgumentException("!= of a field that the line does not have");
                }
                return !left.of(row).equals(right.of(row));
            };
        }

        private Expression value() {
            if (tokens.takeIf("(")) {
                Expression inner = read();
                tokens.expect(")");
                return inner;
            }
            if (tokens.peek().matches("[\"\\d].*")) {
                Object literal = literal();
                return row -> literal;
            }
            String name = tokens.name();
            return tokens.takeIf("(") ? call(name) : field(name);
        }

        private Expression call(String name) {
            if (name.equals("ispresent")) {
                Expression field = field(tokens.name());
                tokens.expect(")");
                return row -> field.of(row) != null;
            }
            if (!name.equals("strcontains")) {
                throw new IllegalArgumentException("Unknown function: " + name);
            }
            Expression text = value();
            tokens.expect(",");
            Expression part = value();
            tokens.expect(")");
            return row -> ((String) text.of(row)).contains((String) part.of(row)) ? 1.0 : 0.0;
        }

        Expression field(String name) {
            fields.add(name);
            return row -> row.get(name);
        }

        private List<Object> list() {
            List<Object> values = new ArrayList<>();
            tokens.expect("[");
            do {
                values.add(literal());
            } while (tokens.takeIf(","));
            tokens.expect("]");
            return values;
        }

        private Pattern regex() {
            String word = tokens.take();
            if (!word.startsWith("/")) {
                throw new IllegalArgumentException("Expected a regular expression, found " + word);
            }
            return Pattern.compile(word.substring(1, word.length() - 1));
        }

        private Object literal() {
            String word = tokens.take();
            return word.startsWith("\"") ? word.substring(1, word.length() - 1) : (Object) Double.valueOf(word);
        }

        static boolean truth(Object value) {
            if (value instanceof Boolean truth) {
                return truth;
            }
            throw new IllegalArgumentException("Neither true nor false: " + value);
        }
    }
}
