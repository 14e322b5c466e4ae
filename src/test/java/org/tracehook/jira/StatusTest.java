package org.tracehook.jira;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusTest {

    @ParameterizedTest
    @ValueSource(strings = {"In Review", "in review", " IN REVIEW ", "10002"})
    void aStatusIsMeantByNameOrId(String wanted) {
        assertTrue(new Status("10002", "In Review ").is(wanted));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "Review", "In  Review", " 10002", "1000"})
    void anythingElseMeansAnotherStatus(String wanted) {
        assertFalse(new Status("10002", "In Review").is(wanted));
    }

    @Test
    void anUnknownStatusIsNone() {
        Status unknown = new Status(null, null);

        assertFalse(unknown.is(""));
        assertFalse(unknown.is("null"));
        assertFalse(unknown.isKnown());
    }
}
