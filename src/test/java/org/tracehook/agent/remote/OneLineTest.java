package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain,plain",
                "' a\n\r\t b\u2028c\u00a0 ',a b c",
                "a\u001b[31mb,a\uFFFD[31mb",
                "a\u202eb\u2066c\u200fd,a\uFFFDb\uFFFDc\uFFFDd",
                "a\u200bb\uFEFFc,a\uFFFDb\uFFFDc",
                "a\ud83db,a\uFFFDb",
                "👩‍💻 naïve 文,👩‍💻 naïve 文",
                "' \n ',(blank)",
                "'',(blank)"
            })
    void everyTextIsOneVisibleLine(String text, String line) {
        assertEquals(line, OneLine.of(text));
    }

    @Test
    void aCutNeverPartsACharacter() {
        String line = OneLine.of("x".repeat(498) + "😀😀");

        assertEquals("x".repeat(498) + "…", line);
        assertEquals("x".repeat(500), OneLine.of("x".repeat(500)));
        assertEquals("x".repeat(499) + "…", OneLine.of("x".repeat(501)));
    }
}
