package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;

/** Whatever is sent, ends, crashes and expires in whatever order: each delivery runs once at a time, and none is lost. */
class MemoryLedgerPropertyTest {

    private static final Duration RUN = Duration.ofSeconds(20);

    /** What happens next: to a delivery of three, of which two are about one issue, or to time. */
    enum What {
        SENT,
        SENT_UNDER_ANOTHER_IDENTIFIER,
        ENDED,
        ENDED_IN_5XX,
        CRASHED,
        TIME_PASSED
    }

    record Event(What what, int delivery) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class), Arbitraries.integers().between(0, 2))
                .as(Event::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 2_000)
    void eachDeliveryRunsOnceAtATimeAndNoneIsLost(@ForAll("histories") List<Event> history) {
        World world = new World();
        history.forEach(world::happen);
        world.pass(RUN);

        Set<Integer> sent = new HashSet<>(world.sent);
        for (int delivery : sent) {
            world.send(delivery, "last");
            if (world.running.containsKey(delivery)) {
                world.end(delivery);
            }
        }

        assertEquals(sent, world.finished.keySet(), "every delivery that was sent until it was answered is done");
    }

    /** The processes of a function around one ledger. */
    private static final class World {

        private final DeliveryLedger ledger = new MemoryLedger(100);
        private final Map<Integer, Lease> running = new HashMap<>();
        private final Map<Integer, Instant> expiries = new HashMap<>();
        private final Map<Integer, String> finished = new HashMap<>();
        private final Map<Integer, String> lastTraces = new HashMap<>();
        private final List<Integer> sent = new ArrayList<>();
        private Instant now = Instant.parse("2026-01-26T18:16:54Z");
        private int tokens;

        private void happen(Event event) {
            switch (event.what()) {
                case SENT -> send(event.delivery(), "id");
                case SENT_UNDER_ANOTHER_IDENTIFIER -> send(event.delivery(), "id " + tokens);
                case ENDED -> end(event.delivery());
                case ENDED_IN_5XX -> giveBack(event.delivery());
                case CRASHED -> running.remove(event.delivery());
                case TIME_PASSED -> pass(Duration.ofSeconds(9));
            }
        }

        /** A run that is still there when its claim expires has been stopped by its deadline. */
        private void pass(Duration time) {
            now = now.plus(time);
            running.keySet().removeIf(delivery -> !now.isBefore(expiries.get(delivery)));
        }

        private static int issue(int delivery) {
            return delivery / 2;
        }

        private void send(int delivery, String identifier) {
            sent.add(delivery);
            String token = "token " + ++tokens;
            Lease lease = new Lease(
                    List.of("body " + delivery, identifier + " of " + delivery), "issue " + issue(delivery), token);
            Claim claim = ledger.claim(new ClaimRequest(
                    lease,
                    "trace " + tokens,
                    "running " + tokens,
                    now,
                    now.plus(RUN),
                    now.plus(Duration.ofDays(7)),
                    0,
                    null));
            if (claim instanceof Claimed claimed) {
                begin(delivery, lease, claimed);
            } else if (claim instanceof Duplicate duplicate) {
                duplicate(delivery, duplicate);
            } else {
                busy((Busy) claim);
            }
        }

        private void begin(int delivery, Lease lease, Claimed claimed) {
            assertTrue(!finished.containsKey(delivery), "a finished delivery ran again");
            assertTrue(
                    running.keySet().stream().noneMatch(other -> issue(other) == issue(delivery)),
                    "two runs of an issue at once");
            assertEquals(lastTraces.get(delivery), claimed.retryOf());
            assertEquals(lastTraces.containsKey(delivery), claimed.attempt() > 1);
            running.put(delivery, lease);
            expiries.put(delivery, now.plus(RUN));
            lastTraces.put(delivery, "trace " + tokens);
        }

        private void duplicate(int delivery, Duplicate duplicate) {
            assertEquals(lastTraces.get(delivery), duplicate.traceId());
            if (finished.containsKey(delivery)) {
                assertEquals(finished.get(delivery), duplicate.reply());
            } else {
                assertTrue(now.isBefore(expiries.get(delivery)), "told of a run that has crashed");
            }
        }

        private void busy(Busy busy) {
            assertTrue(lastTraces.containsValue(busy.traceId()));
        }

        private void end(int delivery) {
            Lease lease = running.remove(delivery);
            if (lease != null) {
                String reply = "done by " + lease.token();
                assertTrue(ledger.complete(lease, reply));
                finished.put(delivery, reply);
            }
        }

        private void giveBack(int delivery) {
            Lease lease = running.remove(delivery);
            if (lease != null) {
                assertTrue(ledger.release(lease));
                expiries.put(delivery, now);
            }
        }
    }
}
