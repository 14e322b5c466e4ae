package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

    private static final String TRACE = "2289219a-a8c4-4012-be7d-489185977869";

    /** Receivers know the spans of earlier runs by these ids: they must not change. */
    @Test
    void theIdsFollowFromTraceAndStep() {
        assertEquals(
                new TraceContext("2289219aa8c44012be7d489185977869", "a072328682c4dde9"),
                TraceContext.ofPipeline(TRACE));
        assertEquals(
                "00-2289219aa8c44012be7d489185977869-e47c5a53b56d916c-01",
                TraceContext.ofStep(TRACE, 1).traceparent());
    }

    @Test
    void everySpanOfATraceHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        ids.add(TraceContext.ofPipeline(TRACE).spanId());
        for (int step = 1; step <= 100; step++) {
            ids.add(TraceContext.ofStep(TRACE, step).spanId());
        }

        assertEquals(101, ids.size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00000000-0000-0000-0000-000000000000",
                "00000000-0000-0000-0000-000000000001",
                "2289219A-A8C4-4012-BE7D-489185977869",
                "no-uuid",
                ""
            })
    void theHeaderIsWellFormedWhateverTheId(String id) {
        String header = TraceContext.ofStep(id, 1).traceparent();

        assertTrue(header.matches("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-01"), header);
    }
}
