package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssueTest {

    @ParameterizedTest
    @ValueSource(strings = {"PROJ-1", "AB-0", "A1-99", "MY_PROJ-123", "A_-7"})
    void keysOfJirasPatternAreValid(String key) {
        assertTrue(Issue.isKey(key));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "A-1",
                "proj-1",
                "PROJ",
                "PROJ-",
                "-1",
                "1AB-1",
                "_AB-1",
                "PROJ-1a",
                "PROJ--1",
                "PR-OJ-1",
                "PROJ-1\n",
                " PROJ-1",
                "PR\u00d6J-1",
                "PROJ-\u0661",
                "PROJ-1/../2",
            })
    void otherTextsAreNoKeys(String text) {
        assertFalse(Issue.isKey(text));
    }

    @Test
    void aKeyHasAtMost255Characters() {
        assertTrue(Issue.isKey("AB-" + "1".repeat(252)));
        assertFalse(Issue.isKey("AB-" + "1".repeat(253)));
        assertFalse(Issue.isKey("A".repeat(1_000_000)));
    }

    @Test
    void anInvalidKeyIsKeptButNamesNoProject() {
        Issue issue = Fixtures.of("{'issue': {'key': 'not-a-key'}}").issue().orElseThrow();

        assertEquals("not-a-key", issue.key());
        assertFalse(issue.hasValidKey());
        assertNull(issue.projectKey());
    }

    @Test
    void anIssueWithoutKeyHasNoValidKey() {
        assertFalse(Fixtures.of("{'issue': {'id': 7}}").issue().orElseThrow().hasValidKey());
    }

    @Test
    void labelsThatAreNoStringsAreLeftOut() {
        assertEquals(
                List.of("a", "b"),
                Fixtures.of("{'key': 'PROJ-1', 'fields': {'labels': ['a', null, 1, [], {}, '', 'b']}}")
                        .issue()
                        .orElseThrow()
                        .labels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "10002", "12345678901234567890"})
    void digitsAreAnId(String text) {
        assertTrue(Issue.isId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "123456789012345678901", "1a", " 1", "-1", "\u0661", "1/comment"})
    void nothingElseIsAnId(String text) {
        assertFalse(Issue.isId(text));
    }
}
