package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;
import org.tracehook.idempotency.IssueDocument.Change;

/**
 * Three processes read and write one store in any order, crash, lose answers and have their clocks set, within 5 s of one
 * another: no delivery and no issue ever has two runs at a time, and what was answered for good never runs again.
 */
class InterleavedClaimsPropertyTest {

    private static final int PROCESSES = 3;
    private static final Duration RUN = Duration.ofSeconds(15);

    /** As the function adds it to a run's deadline. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    /** As little as there is, or until just before a run's deadline, where clocks matter most. */
    private static final List<Duration> TIMES = List.of(
            Duration.ofMillis(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(4),
            Duration.ofSeconds(9),
            RUN.minusMillis(1),
            RUN);

    /** What a process does next, or what is done to it. */
    enum What {
        CLAIM,
        WRITE,
        WRITE_AND_LOSE_THE_ANSWER,
        COMPLETE,
        RELEASE,
        CRASH,
        SET_CLOCK,
        TIME_PASSES
    }

    /** Of a process, with a number that means what it may: a delivery, some seconds. */
    record Event(What what, int process, int number) {}

    @Provide
    Arbitrary<List<Event>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, PROCESSES - 1),
                        Arbitraries.integers().between(0, 5))
                .as(Event::new)
                .list()
                .ofMaxSize(100);
    }

    @Property(tries = 5_000)
    void noDeliveryAndNoIssueHasTwoRunsAtATime(@ForAll("histories") List<Event> history) {
        World world = new World();
        history.forEach(world::happen);
    }

    /** One store, and the processes around it. */
    private static final class World {

        private final Map<Integer, Stored> store = new HashMap<>();
        private final Map<String, String> replies = new HashMap<>();
        private final List<Process> processes = new ArrayList<>();
        private final List<Run> runs = new ArrayList<>();
        private final Map<Integer, String> finished = new HashMap<>();
        private Instant now = Instant.parse("2026-01-26T18:16:54Z");
        private int writes;
        private int tokens;

        World() {
            for (int i = 0; i < PROCESSES; i++) {
                processes.add(new Process());
            }
        }

        private void happen(Event event) {
            Process process = processes.get(event.process());
            switch (event.what()) {
                case CLAIM -> claim(process, event.number() % 3);
                case WRITE -> write(process, true);
                case WRITE_AND_LOSE_THE_ANSWER -> write(process, false);
                case COMPLETE -> end(process, true);
                case RELEASE -> end(process, false);
                case CRASH -> crash(process);
                case SET_CLOCK -> process.ahead = Duration.ofSeconds(event.number());
                case TIME_PASSES -> pass(TIMES.get(event.number()));
            }
            assertNoTwo(Run::delivery);
            assertNoTwo(run -> issue(run.delivery));
        }

        private static int issue(int delivery) {
            return delivery / 2;
        }

        private void assertNoTwo(Function<Run, Integer> by) {
            List<Integer> live = runs.stream().map(by).toList();
            assertEquals(live.stream().distinct().toList(), live, "two runs at a time");
        }

        /** A run works until its deadline at most, which its process measures without its clock. */
        private void pass(Duration time) {
            now = now.plus(time);
            runs.removeIf(run -> !now.isBefore(run.deadline));
        }

        private Stored stored(int delivery) {
            return store.getOrDefault(issue(delivery), new Stored(0, IssueDocument.EMPTY));
        }

        /** Reads and decides; nothing is written yet. */
        private void claim(Process process, int delivery) {
            Instant at = now.plus(process.ahead);
            String token = "token " + ++tokens;
            Lease lease = new Lease(
                    List.of("body " + delivery, "id " + delivery + " " + tokens % 2),
                    "issue " + issue(delivery),
                    token);
            ClaimRequest request = new ClaimRequest(
                    lease,
                    "trace " + tokens,
                    "running " + tokens,
                    at,
                    at.plus(RUN).plus(MARGIN),
                    at.plus(Duration.ofDays(7)),
                    0,
                    null);
            Stored seen = stored(delivery);
            Change<Claim> change = seen.document.claim(request, replies::get);
            if (change.answer() instanceof Duplicate duplicate && finished.containsKey(delivery)) {
                assertEquals(finished.get(delivery), duplicate.reply());
            }
            process.pending = change.answer() instanceof Claimed
                    ? new Pending(new Run(delivery, lease, now.plus(RUN)), seen, change, null)
                    : null;
        }

        /** Stops the work, then reads and decides. */
        private void end(Process process, boolean well) {
            Run run = process.run;
            if (run == null) {
                return;
            }
            runs.remove(run);
            process.run = null;
            Stored seen = stored(run.delivery);
            String reply = "done by " + run.lease.token();
            if (well) {
                seen.document.heldBy(run.lease).ifPresent(own -> replies.put(own.traceId(), reply));
            }
            Change<Boolean> change = well
                    ? seen.document.complete(run.lease, trace -> reply.equals(replies.get(trace)))
                    : seen.document.release(run.lease);
            process.pending = new Pending(run, seen, change, well ? reply : null);
        }

        /** On a conflict the process begins again, which is another event. */
        private void write(Process process, boolean answered) {
            Pending pending = process.pending;
            process.pending = null;
            if (pending == null
                    || pending.change.document() == null
                    || stored(pending.run.delivery).version != pending.seen.version) {
                return;
            }
            store.put(issue(pending.run.delivery), new Stored(++writes, pending.change.document()));
            if (pending.change.answer() instanceof Claimed) {
                begin(process, pending.run, answered);
            } else if (pending.reply != null && (Boolean) pending.change.answer()) {
                finished.put(pending.run.delivery, pending.reply);
            }
        }

        /** Who gets no answer runs nothing; who gets it after the deadline has no time to. */
        private void begin(Process process, Run run, boolean answered) {
            assertTrue(!finished.containsKey(run.delivery), "a finished delivery ran again");
            crash(process);
            if (answered && now.isBefore(run.deadline)) {
                process.run = run;
                runs.add(run);
            }
        }

        private void crash(Process process) {
            runs.remove(process.run);
            process.run = null;
            process.pending = null;
        }
    }

    private static final class Process {
        private Duration ahead = Duration.ZERO;
        private Run run;
        private Pending pending;
    }

    private record Stored(int version, IssueDocument document) {}

    private record Pending(Run run, Stored seen, Change<?> change, String reply) {}

    private record Run(int delivery, Lease lease, Instant deadline) {}
}
