package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {

    @ParameterizedTest
    @CsvSource({
        "src/app.py, src/app.py",
        "/src/app.py, src/app.py",
        "./src//app.py, src/app.py",
        "src/./x/../app.py, src/app.py",
        "../../app.py, app.py",
        "src\\app.py, src/app.py",
        "src/app.py/, src/app.py",
        "'src/app.py/.', src/app.py",
        "..., ...",
        "'', ''",
        "'/', ''",
        "'..', ''"
    })
    void pathIsWrittenPlainly(String path, String plain) {
        assertEquals(plain, SourceFile.whole(path, "").plainPath());
    }

    @Test
    void whatAnyLanguageTakesForALineIsOneUnderTheNumberThatEditorsShow() {
        assertEquals(
                List.of("1:// a", "1:b", "1:c", "1:d", "1:", "1:e", "2:f", "3:", "4:g"),
                lines(SourceFile.whole("a.js", "// a\u2028b\u2029c\u0085d\u2028\u2028e\nf\r\n\rg\u2028")));
    }

    @Test
    void addedLinesHaveGitsNumbersAndEndAtCrToo() {
        SortedMap<Integer, String> added = new TreeMap<>(Map.of(3, "a\r", 7, "# b\rc\u2028d", 9, ""));

        assertEquals(List.of("3:a", "7:# b", "7:c", "7:d", "9:"), lines(SourceFile.added("a.py", added)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            // a\\u000ab          | // a,b
            // a\\uuu000Db        | // a,b
            // a\\\\\\u000Ab      | // a\\\\,b
            // a\\\\u000ab        | // a\\\\u000ab
            // a\\u000bc          | // a\\u000bc
            // a\\000a            | // a\\000a
            // a\\u000           | // a\\u000
            // a\\               | // a\\
            """)
    void javaReadsSomeEscapesAsLineEnds(String line, String parts) {
        List<String> expected =
                Stream.of(parts.split(",")).map(part -> "1:" + part).toList();

        assertEquals(expected, lines(SourceFile.whole("src/A.java/.", line)));
        assertEquals(List.of("1:" + line), lines(SourceFile.whole("a.js", line)));
    }

    private static List<String> lines(SourceFile file) {
        List<String> lines = new ArrayList<>();
        file.lines().forEach(line -> lines.add(line.number() + ":" + line.text()));
        return lines;
    }
}
