package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.tracehook.intent.IntentSelector;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.WrittenLog;

@QuarkusTest
class SnapStartTest {

    @Inject
    Router router;

    @Inject
    @Named("none")
    Instance<IntentSelector> none;

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

    @Test
    void withoutASelectorTheRequestIsRehearsed() {
        List<String> requested = new CopyOnWriteArrayList<>();
        Route route = router.route().order(-1).handler(http -> {
            requested.add(http.request().path());
            http.next();
        });
        try (WrittenLog log = WrittenLog.of(SnapStart.class.getName(), new Scrubber(List.of()))) {
            new SnapStart(none).beforeCheckpoint(null);

            assertEquals(List.of("/"), requested);
            assertEquals(1, log.lines().size(), log.lines()::toString);
            assertTrue(log.lines().get(0).contains("without the rehearsal of an event"), log.lines()::toString);
        } finally {
            route.remove();
        }
    }
}
