package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.WrittenLog;

@QuarkusTest
class SnapStartTest {

    @Test
    void itsRequestGoesThroughTheFunctionsHttp() {
        assertEquals(404, SnapStart.request());
    }

    @Test
    void nothingOfItIsWritten() {
        try (WrittenLog log = WrittenLog.of("", new Scrubber(List.of()))) {
            SnapStart.request();

            assertEquals(List.of(), log.lines());
        }
    }
}
