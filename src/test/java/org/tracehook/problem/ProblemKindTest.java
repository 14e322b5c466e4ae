package org.tracehook.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemKindTest {

    @ParameterizedTest
    @CsvSource({
        "TOO_LARGE, 413, false",
        "UNAUTHENTICATED, 401, false",
        "UNSUPPORTED_TYPE, 415, false",
        "MALFORMED, 400, false",
        "NOT_FOUND, 404, false",
        "METHOD_NOT_ALLOWED, 405, false",
        "UNEXPECTED, 500, true"
    })
    void theKindDecidesTheStatusAndWhetherJiraSendsAgain(ProblemKind kind, int status, boolean sentAgain) {
        assertEquals(status, kind.status());
        assertEquals(sentAgain, kind.isSentAgain());
    }
}
