package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.Clocks;

/** When stored secrets are read, and who learns their values. */
class SecretCacheTest {

    private static final String ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hook-AbCdEf";
    private static final String FIRST = "the-first-value-of-it";
    private static final String SECOND = "the-second-value-of-it";

    private final Map<String, String> texts = new ConcurrentHashMap<>(Map.of(ID, FIRST));
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-26T18:16:54Z"));
    private boolean unreachable;
    private final SecretCache cache = new SecretCache(Clocks.of(() -> now.get()), this::read);
    private final Secret secret = secret(ID);

    private Optional<String> read(SecretArn arn) {
        reads.incrementAndGet();
        if (unreachable) {
            throw new SecretUnavailableException(arn + " cannot be read now");
        }
        return Optional.ofNullable(texts.get(arn.id() + arn.stage().orElse("")));
    }

    private Secret secret(String arn) {
        return new Secret(arn, () -> cache);
    }

    private static List<String> problems(Secret of) {
        Faults faults = new Faults();
        of.check("any", 16, faults);
        return faults.all().stream().map(Fault::problem).toList();
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    private String failure(Secret of) {
        return assertThrows(SecretUnavailableException.class, of::text).getMessage();
    }

    @Test
    void nothingIsReadBeforeItIsUsedAndThenOnceInFiveMinutes() {
        assertEquals(List.of(), problems(secret));
        assertTrue(secret.isStored());
        assertEquals(0, reads.get());

        assertTrue(secret.is(FIRST));
        pass(Duration.ofMinutes(5).minusMillis(1));
        assertEquals(FIRST, secret.text());
        assertEquals(1, reads.get());

        texts.put(ID, SECOND);
        pass(Duration.ofMillis(1));
        assertEquals(SECOND, secret.text());
        assertEquals(2, reads.get());
    }

    @Test
    void aClockThatIsSetBackMakesNothingLastLonger() {
        secret.text();
        pass(Duration.ofDays(-1));
        texts.put(ID, SECOND);

        assertEquals(SECOND, secret.text());
    }

    @Test
    void whatIsNotItIsAskedAboutAtMostOnceAMinute() {
        assertFalse(secret.is("a-guess-of-somebody"));
        assertEquals(1, reads.get(), "what was read just now is not doubted");

        for (int second = 0; second < 180; second++) {
            pass(Duration.ofSeconds(1));
            assertFalse(secret.is("a-guess-of-somebody"));
        }
        assertEquals(4, reads.get());
    }

    @Test
    void aChangedSecretIsKnownAtItsFirstUseAndTheOldOneNoMore() {
        assertTrue(secret.is(FIRST));
        texts.put(ID, SECOND);
        assertTrue(secret.is(FIRST), "nobody asked for another one yet");

        pass(Duration.ofMinutes(1));
        assertTrue(secret.is(SECOND));
        assertFalse(secret.is(FIRST));
        assertEquals(2, reads.get());
    }

    @Test
    void aValueThatAnotherHasSeenChangedIsFoundWithoutReading() {
        secret.text();
        pass(Duration.ofMinutes(2));
        texts.put(ID, SECOND);
        AtomicInteger asked = new AtomicInteger();

        assertTrue(secret.matches(value -> {
            if (asked.incrementAndGet() == 1) {
                assertTrue(secret(ID).is(SECOND));
            }
            return value.equals(SECOND);
        }));
        assertEquals(2, reads.get());
    }

    @Test
    void whatCannotBeReadIsTriedAgainAfterTenSeconds() {
        unreachable = true;
        assertEquals("The secret 'hook-AbCdEf' of eu-west-1 cannot be read now", failure(secret));
        assertEquals("The secret 'hook-AbCdEf' of eu-west-1 cannot be read now", failure(secret));
        assertEquals(1, reads.get());

        unreachable = false;
        pass(Duration.ofSeconds(10));
        assertEquals(FIRST, secret.text());
    }

    @Test
    void aKnownValueOutlivesAFailureUntilItIsOld() {
        secret.text();
        unreachable = true;
        pass(Duration.ofMinutes(1));
        assertThrows(SecretUnavailableException.class, () -> secret.is("a-guess-of-somebody"));
        assertTrue(secret.is(FIRST));

        pass(Duration.ofMinutes(4));
        failure(secret);
    }

    /** Jira sends again what is answered with 503, and not what is answered with 401. */
    @Test
    void whileItIsNotKnownWhetherThereIsAnotherNoValueIsTakenForWrong() {
        assertTrue(secret.is(FIRST));
        texts.put(ID, SECOND);
        unreachable = true;
        pass(Duration.ofMinutes(1));
        for (int second = 0; second < 60; second++) {
            assertThrows(SecretUnavailableException.class, () -> secret.is(SECOND));
            pass(Duration.ofSeconds(1));
        }
        assertEquals(2, reads.get());

        unreachable = false;
        assertTrue(secret.is(SECOND));
        assertFalse(secret.is("a-guess-of-somebody"));
    }

    @Test
    void valuesOfOneSecretAreReadTogether() {
        texts.put(ID, "{\"one\": \"the-value-of-one\", \"two\": \"the-value-of-two\"}");

        assertEquals("the-value-of-one", secret(ID + ":one::").text());
        assertEquals("the-value-of-two", secret(ID + ":two::").text());
        assertEquals(1, reads.get());
    }

    @Test
    void aShortValueIsNotUsed() {
        texts.put(ID, "fifteen-letters");

        assertEquals("The secret 'hook-AbCdEf' of eu-west-1 must have 16 characters or more", failure(secret));
    }

    @Test
    void aPreviousValueMayNotBeThereYet() {
        Secret previous = secret(ID + "::AWSPREVIOUS:");
        assertFalse(previous.is(FIRST));

        texts.put(ID + "AWSPREVIOUS", FIRST);
        pass(Duration.ofMinutes(1));
        assertTrue(previous.is(FIRST));
    }

    /** While Jira still signs with it, it is what the current one was a moment ago. */
    @Test
    void theValueBeforeAChangeIsThePreviousOneAsSoonAsTheChangeIsKnown() {
        Secret previous = secret(ID + "::AWSPREVIOUS:");
        assertTrue(secret.is(FIRST));
        pass(Duration.ofMinutes(4).plusSeconds(50));
        assertFalse(previous.is(FIRST), "there is none yet");

        texts.putAll(Map.of(ID, SECOND, ID + "AWSPREVIOUS", FIRST));
        assertTrue(secret.is(FIRST));
        pass(Duration.ofSeconds(10));
        assertTrue(secret.is(SECOND));
        assertTrue(previous.is(FIRST));
        assertFalse(previous.is("a-guess-of-somebody"));
        assertEquals(4, reads.get());
    }

    @Test
    void aPreviousValueThatCannotBeReadAfterAChangeIsNotTakenForTheOneBefore() {
        Secret previous = secret(ID + "::AWSPREVIOUS:");
        assertFalse(previous.is(FIRST));
        assertTrue(secret.is(FIRST));
        texts.put(ID, SECOND);
        pass(Duration.ofMinutes(1));
        assertTrue(secret.is(SECOND));

        unreachable = true;
        failure(previous);
        pass(Duration.ofSeconds(10));
        failure(previous);
        assertTrue(secret.is(SECOND));
    }

    @Test
    void everyValueIsAnnouncedToEachListenerBeforeItIsUsed() {
        List<String> announced = new ArrayList<>();
        secret.announceTo(announced::add);
        secret.announceTo(value -> announced.add("Bearer " + value));
        assertEquals(List.of(), announced);

        assertEquals(FIRST, secret.text());
        assertEquals(List.of(FIRST, "Bearer " + FIRST), announced);
        texts.put(ID, SECOND);
        pass(Duration.ofMinutes(1));
        announced.clear();
        secret.matches(value -> !value.equals(FIRST) && announced.contains(SECOND));
        assertTrue(announced.containsAll(List.of(SECOND, "Bearer " + SECOND)), announced::toString);
    }

    @Test
    void manyWhoUseItFirstReadItOnce() throws InterruptedException {
        assertEquals(20, atOnce(() -> secret.text()));
        assertEquals(1, reads.get());
    }

    @Test
    void aStormOfGuessesReadsItOnceAMinute() throws InterruptedException {
        assertTrue(secret.is(FIRST));
        for (int minute = 1; minute <= 4; minute++) {
            pass(Duration.ofMinutes(1));
            assertEquals(20, atOnce(() -> assertFalse(secret.is("a-guess-of-somebody"))));
            assertEquals(1 + minute, reads.get());
        }
    }

    /** How many of twenty threads came to the end of what they all did at once. */
    private static int atOnce(Runnable use) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        List<Thread> users = new ArrayList<>();
        for (int user = 0; user < 20; user++) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    use.run();
                    ended.incrementAndGet();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            thread.start();
            users.add(thread);
        }
        start.countDown();
        for (Thread user : users) {
            user.join();
        }
        return ended.get();
    }

    @Test
    void anArnOfAnotherServiceIsAFaultAndNeverASecret() {
        Secret other = secret("arn:aws:ssm:eu-west-1:123456789012:parameter/hook");

        assertTrue(problems(other).get(0).startsWith("must be the ARN of a secret of Secrets Manager"));
        assertThrows(
                SecretUnavailableException.class, () -> other.is("arn:aws:ssm:eu-west-1:123456789012:parameter/hook"));
        assertEquals(0, reads.get());
    }

    @Test
    void anArnIsNotItsOwnValue() {
        assertFalse(secret.is(ID));
        assertEquals("(secret)", secret.toString());
    }
}
