package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class FindingTest {

    @Test
    void securityFindingNeverCarriesText() {
        assertEquals(Optional.empty(), finding(Category.SECURITY).text());
        assertEquals(Optional.of("the line"), finding(Category.STANDARDS).text());
    }

    @Test
    void toStringShowsRuleAndPlaceOnly() {
        assertEquals("Finding[rule, a.py:7]", finding(Category.STANDARDS).toString());
    }

    private static Finding finding(Category category) {
        return new Finding("rule", category, "a.py", 7, "message", Optional.of(" the line "));
    }
}
