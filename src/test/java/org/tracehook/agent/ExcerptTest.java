package org.tracehook.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({"'', ''", "abcd, abcd", "abcde, abc…", "😀😀😀😀, 😀😀😀😀", "😀😀😀😀😀, 😀😀😀…"})
    void textIsCutAtFourCodePoints(String text, String excerpt) {
        assertEquals(excerpt, Excerpt.of(text, 4));
    }
}
