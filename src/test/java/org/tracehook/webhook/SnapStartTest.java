package org.tracehook.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.WrittenLog;
import org.tracehook.workspace.Workspaces;

@QuarkusTest
class RehearsalTest {

    @Inject
    Workspaces workspaces;

    @Test
    void itsDeliveryIsReviewedLikeARealOne() {
        String reply = new Rehearsal(workspaces).delivery();

        assertTrue(reply.contains("code_review_agent: SUCCESS"), reply);
    }

    @Test
    void itsRequestGoesThroughTheFunctionsHttp() {
        assertEquals(404, new Rehearsal(workspaces).request());
    }

    @Test
    void nothingOfItIsWritten() {
        try (WrittenLog log = WrittenLog.of("", new Scrubber(List.of()))) {
            Rehearsal rehearsal = new Rehearsal(workspaces);
            rehearsal.delivery();
            rehearsal.request();

            assertEquals(List.of(), log.lines());
        }
    }
}
