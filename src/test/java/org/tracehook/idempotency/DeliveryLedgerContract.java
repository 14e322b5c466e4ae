package org.tracehook.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tracehook.idempotency.Claim.Busy;
import org.tracehook.idempotency.Claim.Claimed;
import org.tracehook.idempotency.Claim.Duplicate;
import org.tracehook.idempotency.Claim.Limited;

/** What every ledger does: extend it with a test that gives yours. Keys are new for each test, the ledger need not be. */
public abstract class DeliveryLedgerContract {

    /** Ahead of any real time, so that no store forgets entries while a test runs. */
    protected static final Instant NOW = Instant.parse("2126-01-26T18:16:54.808Z");

    private static final Duration RUN = Duration.ofSeconds(20);
    private static final Duration KEPT = Duration.ofDays(2);

    private final String test = UUID.randomUUID().toString();
    private DeliveryLedger ledger;

    /** The ledger to be tested; asked for once before each test. */
    protected abstract DeliveryLedger ledger() throws Exception;

    /** What another process of the function has: the same ledger where it is shared. */
    protected DeliveryLedger ledgerOfAnotherProcess() throws Exception {
        return ledger;
    }

    @BeforeEach
    void open() throws Exception {
        ledger = ledger();
    }

    private String name(String plain) {
        return test + "/" + plain;
    }

    private Lease lease(String token, String issue, String... keys) {
        List<String> names = Arrays.stream(keys).map(this::name).toList();
        return new Lease(names, name("issue/" + issue), name(token));
    }

    private Claim takeOver(String predecessor, Lease lease, Instant at) {
        return ledger.claim(request(lease, at, 0, name(predecessor)));
    }

    private static ClaimRequest request(Lease lease, Instant at) {
        return request(lease, at, 0, null);
    }

    private static ClaimRequest request(Lease lease, Instant at, int runsPerHour, String predecessor) {
        String token = lease.token().substring(lease.token().lastIndexOf('/') + 1);
        String reply = "{\"running\":\"" + token + "\"}";
        return new ClaimRequest(
                lease, "trace-" + token, reply, at, at.plus(RUN), at.plus(KEPT), runsPerHour, predecessor);
    }

    private Claim claim(Lease lease, Instant at) {
        return ledger.claim(request(lease, at));
    }

    private void assertDuplicate(Claim claim, String key, String traceId, String reply) {
        assertEquals(new Duplicate(name(key), traceId, reply), claim);
    }

    @Test
    void aNewDeliveryIsClaimed() {
        assertEquals(new Claimed(1, null, null), claim(lease("a", "1", "body", "id"), NOW));
    }

    @Test
    void aDuplicateOfARunningDeliveryIsToldOfTheRun() {
        claim(lease("a", "1", "body", "id"), NOW);

        assertDuplicate(
                claim(lease("b", "1", "body", "id"), NOW.plusSeconds(1)), "body", "trace-a", "{\"running\":\"a\"}");
    }

    @Test
    void aDuplicateOfAFinishedDeliveryIsToldTheReply() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);
        assertTrue(ledger.complete(lease, "{\"done\":1}"));

        assertDuplicate(claim(lease("b", "1", "body", "id"), NOW.plusSeconds(3)), "body", "trace-a", "{\"done\":1}");
        assertDuplicate(claim(lease("c", "1", "body", "id"), NOW.plus(RUN)), "body", "trace-a", "{\"done\":1}");
    }

    @Test
    void eitherKeyMakesADuplicate() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);
        ledger.complete(lease, "{}");

        assertDuplicate(claim(lease("b", "1", "body", "other id"), NOW), "body", "trace-a", "{}");
        assertDuplicate(claim(lease("c", "1", "body"), NOW), "body", "trace-a", "{}");
        assertDuplicate(claim(lease("d", "1", "other body", "id"), NOW), "id", "trace-a", "{}");
        assertDuplicate(claim(lease("e", "1", "id"), NOW), "id", "trace-a", "{}");
    }

    @Test
    void aDuplicateEntersNoneOfItsKeys() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);
        ledger.complete(lease, "{}");
        claim(lease("b", "1", "body", "forged id"), NOW);

        assertEquals(new Claimed(1, null, null), claim(lease("c", "1", "real body", "forged id"), NOW));
    }

    @Test
    void theFirstKeyOfTheDuplicateCountsMost() {
        Lease one = lease("a", "1", "body a", "id a");
        claim(one, NOW);
        ledger.complete(one, "{}");
        claim(lease("b", "1", "body b", "id b"), NOW);

        assertDuplicate(claim(lease("c", "1", "body b", "id a"), NOW), "body b", "trace-b", "{\"running\":\"b\"}");
    }

    @Test
    void aDeliveryWithoutKeysIsNeverADuplicate() {
        for (String token : List.of("a", "b")) {
            Lease lease = lease(token, "1");
            assertEquals(new Claimed(1, null, null), claim(lease, NOW));
            assertTrue(ledger.complete(lease, "{}"));
        }
    }

    @Test
    void aCrashedRunIsTakenOverOnceItHasExpired() {
        claim(lease("a", "1", "body", "id"), NOW);

        assertInstanceOf(
                Duplicate.class,
                claim(lease("b", "1", "body", "id"), NOW.plus(RUN).minusMillis(1)));
        assertEquals(new Claimed(2, "trace-a", null), claim(lease("c", "1", "body", "id"), NOW.plus(RUN)));
    }

    @Test
    void aTakenOverRunIsTakenOverAgainWithTheNextAttempt() {
        claim(lease("a", "1", "body"), NOW);
        claim(lease("b", "1", "body"), NOW.plus(RUN));

        assertEquals(new Claimed(3, "trace-b", null), claim(lease("c", "1", "body"), NOW.plus(RUN.multipliedBy(2))));
    }

    @Test
    void aCrashedRunIsTakenOverByOneOfItsKeys() {
        claim(lease("a", "1", "body", "id"), NOW);

        Lease retry = lease("b", "1", "body", "fresh id");
        assertEquals(new Claimed(2, "trace-a", null), claim(retry, NOW.plus(RUN)));
        assertTrue(ledger.complete(retry, "{}"));
        assertDuplicate(claim(lease("c", "1", "body", "id"), NOW.plus(RUN)), "body", "trace-b", "{}");
    }

    @Test
    void whoWasTakenOverChangesNothingAnyMore() {
        Lease slow = lease("a", "1", "body", "id");
        Lease next = lease("b", "1", "body", "id");
        claim(slow, NOW);
        claim(next, NOW.plus(RUN));

        assertFalse(ledger.complete(slow, "{\"late\":1}"));
        assertFalse(ledger.release(slow));
        assertDuplicate(claim(lease("c", "1", "body", "id"), NOW.plus(RUN)), "body", "trace-b", "{\"running\":\"b\"}");
        assertTrue(ledger.complete(next, "{}"));
    }

    @Test
    void whoWasTakenOverByOneKeyLeavesThatKeyToTheNext() {
        Lease slow = lease("a", "1", "body", "id");
        Lease next = lease("b", "1", "body", "fresh id");
        claim(slow, NOW);
        claim(next, NOW.plus(RUN));

        assertFalse(ledger.complete(slow, "{\"late\":1}"));
        assertTrue(ledger.complete(next, "{}"));
        assertDuplicate(claim(lease("c", "1", "body", "id"), NOW.plus(RUN)), "body", "trace-b", "{}");
    }

    @Test
    void aLateRunThatNobodyTookOverStillCompletes() {
        Lease slow = lease("a", "1", "body");
        claim(slow, NOW);

        assertTrue(ledger.complete(slow, "{}"));
        assertDuplicate(claim(lease("b", "1", "body"), NOW.plus(RUN).plusSeconds(6)), "body", "trace-a", "{}");
    }

    @Test
    void aReleasedDeliveryRunsWhenItIsSentAgain() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);
        assertTrue(ledger.release(lease));

        assertEquals(new Claimed(2, "trace-a", null), claim(lease("b", "1", "body", "id"), NOW.plusSeconds(1)));
    }

    @Test
    void aReleasedDeliveryIsFreeForAClockThatIsBehind() {
        Lease lease = lease("a", "1", "body");
        claim(lease, NOW);
        ledger.release(lease);

        assertEquals(new Claimed(2, "trace-a", null), claim(lease("b", "1", "body"), NOW.minusSeconds(300)));
    }

    @Test
    void aFinishedRunIsNeitherReleasedNorFinishedWithAnotherReply() {
        Lease lease = lease("a", "1", "body");
        claim(lease, NOW);
        ledger.complete(lease, "{}");

        assertFalse(ledger.release(lease));
        assertDuplicate(claim(lease("b", "1", "body"), NOW.plus(RUN)), "body", "trace-a", "{}");
    }

    @Test
    void aRunMayBeFinishedAgainWithTheSameReplyAlone() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);

        assertTrue(ledger.complete(lease, "{\"done\":1}"));
        assertTrue(ledger.complete(lease, "{\"done\":1}"));
        assertFalse(ledger.complete(lease, "{\"done\":2}"));
        assertDuplicate(claim(lease("b", "1", "body"), NOW), "body", "trace-a", "{\"done\":1}");
    }

    @Test
    void aForgottenDeliveryIsNew() {
        Lease lease = lease("a", "1", "body", "id");
        claim(lease, NOW);
        ledger.complete(lease, "{}");

        assertInstanceOf(
                Duplicate.class,
                claim(lease("b", "1", "body", "id"), NOW.plus(KEPT).minusMillis(1)));
        assertEquals(new Claimed(1, null, null), claim(lease("c", "1", "body", "id"), NOW.plus(KEPT)));
    }

    @Test
    void aForgottenCrashIsNew() {
        claim(lease("a", "1", "body"), NOW);

        assertEquals(new Claimed(1, null, null), claim(lease("b", "1", "body"), NOW.plus(KEPT)));
    }

    @Test
    void theSameTokenIsAnsweredAsBefore() {
        claim(lease("a", "1", "body", "id"), NOW);
        Lease next = lease("b", "1", "body", "id");
        claim(next, NOW.plus(RUN));

        assertEquals(new Claimed(2, "trace-a", null), claim(next, NOW.plus(RUN).plusSeconds(1)));
        assertEquals(new Claimed(2, "trace-a", null), claim(next, NOW.plus(RUN.multipliedBy(3))));
    }

    @Test
    void theSameTokenPutsTheExpiryOff() {
        Lease lease = lease("a", "1", "body");
        claim(lease, NOW);
        claim(lease, NOW.plusSeconds(10));

        assertInstanceOf(Duplicate.class, claim(lease("b", "1", "body"), NOW.plus(RUN)));
        assertEquals(
                new Claimed(2, "trace-a", null),
                claim(lease("c", "1", "body"), NOW.plus(RUN).plusSeconds(10)));
    }

    @Test
    void theSameTokenDoesNotRunAFinishedDeliveryAgain() {
        Lease lease = lease("a", "1", "body");
        claim(lease, NOW);
        ledger.complete(lease, "{}");

        assertDuplicate(claim(lease, NOW), "body", "trace-a", "{}");
    }

    @Test
    void whoTakesOverIsAnsweredAsBefore() {
        claim(lease("a", "1", "body", "id"), NOW);
        Lease run = lease("b", "1", "body", "id");

        assertEquals(new Claimed(1, null, null), takeOver("a", run, NOW.plusSeconds(1)));
        assertDuplicate(claim(lease("c", "1", "id"), NOW.plusSeconds(2)), "id", "trace-b", "{\"running\":\"b\"}");
        assertFalse(ledger.release(lease("a", "1", "body", "id")));
        assertTrue(ledger.complete(run, "{}"));
        assertEquals(new Claimed(1, null, null), claim(lease("d", "1", "other"), NOW.plusSeconds(5)));
    }

    @Test
    void ofSeveralCopiesOneTakesOver() {
        claim(lease("a", "1", "body"), NOW);
        takeOver("a", lease("b", "1", "body"), NOW.plusSeconds(1));

        assertDuplicate(
                takeOver("a", lease("c", "1", "body"), NOW.plusSeconds(2)), "body", "trace-b", "{\"running\":\"b\"}");
    }

    @Test
    void aCopyOfAFinishedRunTakesNothingOver() {
        claim(lease("a", "1", "body"), NOW);
        Lease run = lease("b", "1", "body");
        takeOver("a", run, NOW.plusSeconds(1));
        ledger.complete(run, "{}");

        assertDuplicate(takeOver("a", lease("c", "1", "body"), NOW.plusSeconds(3)), "body", "trace-b", "{}");
    }

    @Test
    void aCopyOfACrashedOrReleasedRunIsItsNextAttempt() {
        claim(lease("a", "1", "body"), NOW);
        Lease run = lease("b", "1", "body");
        takeOver("a", run, NOW);
        ledger.release(run);

        Instant next = NOW.plusSeconds(2);
        assertEquals(new Claimed(2, "trace-b", null), takeOver("a", lease("c", "1", "body"), next));
        assertEquals(new Claimed(3, "trace-c", null), takeOver("a", lease("d", "1", "body"), next.plus(RUN)));
    }

    @Test
    void aReleasedOrExpiredClaimIsTakenOverLikeAnyOther() {
        Lease released = lease("a", "1", "body");
        claim(released, NOW);
        ledger.release(released);

        assertEquals(new Claimed(1, null, null), takeOver("a", lease("b", "1", "body"), NOW.plusSeconds(1)));
        claim(lease("c", "2", "late"), NOW);
        assertEquals(new Claimed(1, null, null), takeOver("c", lease("d", "2", "late"), NOW.plus(RUN)));
    }

    @Test
    void whoseClaimAnotherDeliveryTookTakesNothingOver() {
        claim(lease("a", "1", "body"), NOW);
        claim(lease("b", "1", "body"), NOW.plus(RUN));

        assertDuplicate(
                takeOver("a", lease("c", "1", "body"), NOW.plus(RUN)), "body", "trace-b", "{\"running\":\"b\"}");
    }

    @Test
    void whoTakesOverWaitsForTheIssueThatAnotherRunTook() {
        claim(lease("a", "1", "body"), NOW);
        claim(lease("b", "1", "another"), NOW.plus(RUN));

        assertEquals(new Busy("trace-b"), takeOver("a", lease("c", "1", "body"), NOW.plus(RUN)));
    }

    @Test
    void oneRunAtATimeWorksOnAnIssue() {
        Lease first = lease("a", "1", "body a");
        claim(first, NOW);

        assertEquals(new Busy("trace-a"), claim(lease("b", "1", "body b"), NOW));
        assertEquals(new Claimed(1, null, null), claim(lease("c", "2", "body c"), NOW));
        ledger.complete(first, "{}");
        assertEquals(new Claimed(1, null, null), claim(lease("b", "1", "body b"), NOW));
    }

    @Test
    void whoFindsTheIssueBusyHasClaimedNothing() {
        Lease first = lease("a", "1", "body a");
        claim(first, NOW);
        claim(lease("b", "1", "body b", "id b"), NOW);
        ledger.complete(first, "{}");

        assertEquals(new Claimed(1, null, null), claim(lease("c", "1", "body b", "id b"), NOW));
    }

    @Test
    void aReleasedRunFreesTheIssueAndSoDoesAnExpiredOne() {
        Lease first = lease("a", "1", "body a");
        claim(first, NOW);
        ledger.release(first);
        assertEquals(new Claimed(1, null, null), claim(lease("b", "1", "body b"), NOW));
        assertEquals(new Claimed(1, null, null), claim(lease("c", "1", "body c"), NOW.plus(RUN)));
    }

    @Test
    void aLateRunEndsItsDeliveryAndLeavesTheIssueToWhoTookIt() {
        Lease slow = lease("a", "1", "body a");
        claim(slow, NOW);
        claim(lease("b", "1", "body b"), NOW.plus(RUN));

        assertTrue(ledger.complete(slow, "{}"));
        assertDuplicate(claim(lease("c", "1", "body a"), NOW.plus(RUN)), "body a", "trace-a", "{}");
        assertEquals(new Busy("trace-b"), claim(lease("d", "1", "body d"), NOW.plus(RUN)));
    }

    @Test
    void whoseDeliveryWasTakenOverLeavesTheIssueToWhoTookIt() {
        Lease slow = lease("a", "1", "body");
        Lease next = lease("b", "1", "body");
        claim(slow, NOW);
        claim(next, NOW.plus(RUN));

        assertFalse(ledger.release(slow));
        assertEquals(new Busy("trace-b"), claim(lease("c", "1", "body c"), NOW.plus(RUN)));
        assertTrue(ledger.release(next));
        assertEquals(new Claimed(1, null, null), claim(lease("c", "1", "body c"), NOW.plus(RUN)));
    }

    /** Runs a delivery of issue 1 to its end, if it may. */
    private Claim run(String token, int limit, Instant at) {
        Lease lease = lease(token, "1", "body " + token);
        Claim claim = limited(lease, limit, at);
        ledger.complete(lease, "{}");
        return claim;
    }

    private Claim limited(Lease lease, int limit, Instant at) {
        return ledger.claim(request(lease, at, limit, null));
    }

    /** The first run of a delivery, and the last that the limit allows until then. */
    private static Claimed last(Instant nextRunAt) {
        return new Claimed(1, null, nextRunAt);
    }

    @Test
    void anIssueHasAsManyRunsInAnHourAsItMay() {
        assertEquals(new Claimed(1, null, null), run("a", 2, NOW));
        Instant freeAt = NOW.plusSeconds(3_600);
        assertEquals(last(freeAt), run("b", 2, NOW.plusSeconds(600)), "the last that may begin until then");

        assertEquals(new Limited(freeAt), run("c", 2, NOW.plusSeconds(1_200)));
        assertEquals(new Limited(freeAt), run("c", 2, freeAt.minusMillis(1)));
        assertEquals(last(NOW.plusSeconds(4_200)), run("c", 2, freeAt));
        assertEquals(new Limited(NOW.plusSeconds(4_200)), run("d", 2, freeAt));
        assertEquals(new Claimed(1, null, null), limited(lease("e", "2", "body e"), 2, freeAt), "another issue");
    }

    @Test
    void duplicatesAndBusyDeliveriesAreNoRuns() {
        Lease first = lease("a", "1", "body a");
        limited(first, 2, NOW);
        for (int i = 0; i < 3; i++) {
            assertEquals(new Busy("trace-a"), limited(lease("b", "1", "body b"), 2, NOW));
            assertInstanceOf(Duplicate.class, limited(lease("c", "1", "body a"), 2, NOW));
        }
        ledger.complete(first, "{}");

        assertEquals(last(NOW.plusSeconds(3_600)), run("d", 2, NOW));
        assertInstanceOf(
                Duplicate.class, limited(lease("e", "1", "body d"), 2, NOW), "a duplicate is one at the limit too");
        assertInstanceOf(Limited.class, run("f", 2, NOW));
    }

    @Test
    void whoAsksWithoutALimitIsCountedAllTheSame() {
        for (String token : List.of("a", "b", "c")) {
            assertEquals(new Claimed(1, null, null), run(token, 0, NOW));
        }

        assertEquals(new Limited(NOW.plusSeconds(3_600)), run("d", 3, NOW));
    }

    @Test
    void aRunThatGoesOnElsewhereIsOneRun() {
        limited(lease("a", "1", "body"), 1, NOW);
        Lease run = lease("b", "1", "body");
        assertEquals(last(NOW.plusSeconds(3_600)), takeOver("a", run, NOW.plusSeconds(1)));
        assertEquals(last(NOW.plusSeconds(3_600)), limited(run, 1, NOW.plusSeconds(2)));
        assertTrue(ledger.release(run));

        assertInstanceOf(Limited.class, limited(lease("c", "1", "body"), 1, NOW.plusSeconds(4)));
        assertEquals(
                new Claimed(2, "trace-b", NOW.plusSeconds(3_600)),
                limited(lease("c", "1", "body"), 2, NOW.plusSeconds(5)));
    }

    @Test
    void aDuplicateIsADuplicateThoughItsIssueIsBusyWithIt() {
        claim(lease("a", "1", "body"), NOW);

        assertInstanceOf(Duplicate.class, claim(lease("b", "1", "body"), NOW));
    }

    @Test
    void keysAndRepliesOfAnyTextAreKept() {
        String odd = "ä/ \u2028\uD83D\uDE80'\"\\%00|" + "x".repeat(300);
        Lease lease = lease("a", odd, odd);
        claim(lease, NOW);
        String reply = "{\"summary\":\"" + "⏳✅\\n".repeat(20_000) + "\"}";
        assertTrue(ledger.complete(lease, reply));

        assertDuplicate(claim(lease("b", odd, odd), NOW), odd, "trace-a", reply);
    }

    @Test
    void ofAHundredThreadsOneGetsTheDelivery() throws Exception {
        DeliveryLedger other = ledgerOfAnotherProcess();
        List<Claim> claims = atOnce(100, i -> {
            Lease lease = i % 2 == 0 ? lease("t" + i, "1", "body", "id") : lease("t" + i, "1", "body", "id " + i);
            return (i % 4 < 2 ? ledger : other).claim(request(lease, NOW));
        });

        List<Claim> winners = claims.stream().filter(Claimed.class::isInstance).toList();
        assertEquals(List.of(new Claimed(1, null, null)), winners);
        assertEquals(
                1,
                claims.stream()
                        .filter(Duplicate.class::isInstance)
                        .map(claim -> ((Duplicate) claim).traceId())
                        .distinct()
                        .count());
        assertEquals(99, claims.stream().filter(Duplicate.class::isInstance).count());
    }

    @Test
    void ofAHundredDeliveriesOfAnIssueOneGetsIt() throws Exception {
        List<Claim> claims = atOnce(100, i -> claim(lease("t" + i, "1", "body " + i), NOW));

        assertEquals(1, claims.stream().filter(Claimed.class::isInstance).count());
        assertEquals(99, claims.stream().filter(Busy.class::isInstance).count());
    }

    @Test
    void ofAHundredThreadsOneTakesACrashedDeliveryOver() throws Exception {
        claim(lease("crashed", "1", "body"), NOW);

        List<Claim> claims = atOnce(100, i -> claim(lease("t" + i, "1", "body"), NOW.plus(RUN)));

        assertEquals(
                List.of(new Claimed(2, "trace-crashed", null)),
                claims.stream().filter(Claimed.class::isInstance).toList());
    }

    private interface Numbered {
        Claim claim(int number) throws Exception;
    }

    private static List<Claim> atOnce(int threads, Numbered work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CountDownLatch ready = new CountDownLatch(threads);
            List<Callable<Claim>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                all.add(() -> {
                    ready.countDown();
                    ready.await();
                    return work.claim(number);
                });
            }
            List<Claim> claims = new ArrayList<>();
            for (Future<Claim> claim : pool.invokeAll(all)) {
                claims.add(claim.get());
            }
            return claims;
        } finally {
            pool.shutdownNow();
        }
    }
}
