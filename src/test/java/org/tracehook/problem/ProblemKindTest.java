package org.tracehook.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemKindTest {

    @ParameterizedTest
    @CsvSource({
        "TOO_LARGE, 413",
        "UNAUTHENTICATED, 401",
        "UNSUPPORTED_TYPE, 415",
        "MALFORMED, 400",
        "NOT_FOUND, 404",
        "METHOD_NOT_ALLOWED, 405",
        "UNEXPECTED, 500"
    })
    void theKindDecidesTheStatus(ProblemKind kind, int status) {
        assertEquals(status, kind.status());
    }
}
