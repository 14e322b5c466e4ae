package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneLineTest {

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "abcde,abcde",
                "abcdef,abcd…",
                "'  a  ',a",
                "'a \n\t b',a b",
                "'abcd e',abcd…",
                "'abc  e',abc e",
                "a\u202eb\u0000,a b",
                "😀😀😀😀😀,😀😀😀😀😀",
                "😀😀😀😀😀😀,😀😀😀😀…",
                "\ud800x,x",
                "'',''"
            })
    void textsAreShortLines(String text, String line) {
        assertEquals(line, OneLine.of(text, 5));
    }

    @Test
    void secondsHaveOneDigitWhereItSaysSomething() {
        assertEquals("3", OneLine.seconds(Duration.ofSeconds(3)));
        assertEquals("0.3", OneLine.seconds(Duration.ofMillis(250)));
        assertEquals("90", OneLine.seconds(Duration.ofSeconds(90)));
    }
}
