package org.tracehook.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
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
                "a\ue000b\u0378c,a\uFFFDb\uFFFDc",
                "a\ud83db,a\uFFFDb",
                "👩‍💻 naïve 文,👩‍💻 naïve 文",
                "' \n ',''",
                "'',''"
            })
    void everyTextIsOneVisibleLine(String text, String line) {
        assertEquals(line, OneLine.of(text));
    }

    @Property
    void whateverComesGoesOutWholeAndVisible(@ForAll String text) {
        String line = OneLine.of(text);

        assertTrue(line.codePoints().noneMatch(Character::isISOControl));
        assertEquals(visible(text), visible(line));
        assertEquals(line, OneLine.of(line));
    }

    private static String visible(String text) {
        return text.codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
