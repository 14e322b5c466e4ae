package org.tracehook.insights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InsightsQueryTest {

    private static List<Map<String, Object>> run(String query, String... lines) {
        return InsightsQuery.of(query)
                .run(IntStream.range(0, lines.length)
                        .mapToObj(i -> LogEvent.of(lines[i].replace('\'', '"'), i))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "n = 2; 2",
                "n != 2; 1,3",
                "t = \"b\"; 2",
                "t in [\"a\", \"c\"]; 1,3",
                "t like /^[ab]$/; 1,2",
                "@message like /\"t\":\"c\"/; 3",
                "t = \"a\" or t = \"b\" and n = 3; 1",
                "(t = \"a\" or t = \"b\") and n = 2; 2",
                "missing = 1; ",
                "deep.list.0.x = 7; 3"
            })
    void aFilterKeepsTheLinesOfWhichItHolds(String condition, String kept) {
        List<Map<String, Object>> rows = run(
                "filter " + condition + " | fields n",
                "{'n':1,'t':'a'}",
                "{'n':2,'t':'b'}",
                "{'n':3,'t':'c','deep':{'list':[{'x':7}]}}");

        List<Double> expected = kept == null
                ? List.of()
                : Arrays.stream(kept.split(",")).map(Double::valueOf).toList();
        assertEquals(expected, rows.stream().map(row -> row.get("n")).toList());
    }

    @Test
    void statsAreOfEachGroup() {
        List<Map<String, Object>> rows = run(
                "stats count(*) as all, count(n) as some, sum(n) as sum, avg(n) as mean, min(n) as least, max(n) as most,"
                        + " pct(n, 50) as median by t | filter t = \"a\"",
                "{'t':'a','n':1}",
                "{'t':'b','n':100}",
                "{'t':'a','n':2}",
                "{'t':'a','n':6}",
                "{'t':'a'}");

        assertEquals(
                List.of(Map.of(
                        "t", "a", "all", 4.0, "some", 3.0, "sum", 9.0, "mean", 3.0, "least", 1.0, "most", 6.0, "median",
                        2.0)),
                rows);
    }

    @Test
    void rowsAreSortedAndLimitedAndShowWhatIsAskedFor() {
        List<Map<String, Object>> rows = run(
                "# newest first\nfields t, `a-b` | sort @timestamp desc | limit 2",
                "{'t':'a'}",
                "{'t':'b'}",
                "{'a-b':1}");

        assertEquals(2, rows.size());
        assertEquals(Set.of("t", "a-b"), rows.get(0).keySet());
        assertEquals(1.0, rows.get(0).get("a-b"));
        assertEquals("b", rows.get(1).get("t"));
    }

    @Test
    void aFieldPastTheTwoHundredthIsNotThere() {
        String many = IntStream.range(0, LogEvent.DISCOVERED)
                .mapToObj(i -> "'f" + i + "':" + i)
                .collect(Collectors.joining(",", "{", ",'last':1}"));

        assertEquals(1, run("filter f199 = 199", many).size());
        assertEquals(List.of(), run("filter last = 1", many));
    }

    @Test
    void aLineThatIsNoJsonHasItsTextAlone() {
        assertEquals(
                1,
                run("filter @message like /killed/", "Runtime exited: killed").size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parse @message \"x\"",
                "filter isblank(a)",
                "fields a-b",
                "filter a ~ 1",
                "filter a",
                "filter a = ",
                "stats median(a) as m by b",
                "stats sum(*) as m by b",
                "stats count(*) as m by bin(5m)",
                "sort a",
                "fields a limit 3",
                "filter a != 1"
            })
    void whatItDoesNotKnowIsRefused(String query) {
        assertThrows(IllegalArgumentException.class, () -> run(query, "{'b':1}"));
    }

    @Test
    void namesTheFieldsOfLinesAndNotWhatItMade() {
        assertEquals(
                Set.of("a.b", "c", "d"),
                InsightsQuery.of("filter a.b = 1 | fields c as x | stats sum(x) as y by d | sort y desc")
                        .fields());
    }
}
