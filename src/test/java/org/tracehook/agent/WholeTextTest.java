package org.tracehook.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WholeTextTest {

    private static final String TOKEN = "gh" + "p_" + "aB3dE5gH7jK9mN1pQ3rS5tU7vW9xY1zA3bC5";

    @Test
    void aTextOfUpToAThousandCodePointsIsShown() {
        for (String whole : new String[] {"", "abc", "x".repeat(1_000), "😀".repeat(1_000)}) {
            assertEquals(whole, WholeText.of(whole));
        }
        assertEquals("(1001 characters)", WholeText.of("😀".repeat(1_001)));
    }

    @Property
    void aTextIsNeverCut(@ForAll @IntRange(max = 2_000) int before) {
        String text = "x".repeat(before) + TOKEN;

        String shown = WholeText.of(text);

        assertEquals(text.length() <= 1_000 ? text : "(" + text.length() + " characters)", shown);
    }
}
