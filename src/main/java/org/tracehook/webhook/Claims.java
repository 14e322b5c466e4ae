package org.tracehook.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Pause;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.idempotency.Lease;
import org.tracehook.trace.TraceJson;

/** Claims deliveries before anything is done about them, and ends the claims whatever became of the run. */
final class Claims {

    private static final Logger LOG = Logger.getLogger(Claims.class.getName());

    private static final Pause FIRST_PAUSE = new Pause(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final DeliveryLedger ledger;
    private final Clock clock;

    Claims(DeliveryLedger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Claims the delivery; while another run works on its issue, waits for up to half of the time that is left: a run needs
     * the rest, and Jira sends again what is not taken. So does an accepted run while an earlier invocation for it has not
     * ended: that may have crashed, and nobody but Lambda, which tries two more times, would ask for the run again.
     *
     * @throws RuntimeException if the ledger does not answer
     */
    Answer claim(Promise promise) {
        Deadline deadline = promise.routed().deadline();
        Duration rest = deadline.remaining().dividedBy(2);
        Answer answer = ask(promise);
        Pause pause = FIRST_PAUSE;
        while (promise.mustWait(answer.claim()) && deadline.remaining().compareTo(rest) > 0) {
            sleep(pause.length());
            pause = pause.longer();
            answer = ask(promise);
        }
        return answer;
    }

    private Answer ask(Promise promise) {
        Instant now = clock.instant();
        return new Answer(ledger.claim(promise.claim(now)), now);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another delivery of the issue was worked on", e);
        }
    }

    /** Enters what the run came to, for duplicates; after a 5xx, or null, the delivery can run when it is sent again. */
    void end(Lease lease, Reply reply) {
        try {
            Instant now = clock.instant();
            boolean held = reply == null || reply.status() >= 500
                    ? ledger.release(lease, now)
                    : ledger.complete(lease, TraceJson.write(reply.body()), now);
            if (!held) {
                LOG.warning("A delivery ran for longer than its claim: it was taken over and runs again");
            }
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "What a delivery came to could not be entered: it runs again if it is sent again", e);
        }
    }

    /** Gives up a claim whose run was not handed over; who took it over all the same goes on. */
    void giveBack(Lease lease) {
        try {
            ledger.release(lease, clock.instant());
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.SEVERE,
                    "A claim could not be given back: until it expires the delivery is taken for a duplicate",
                    e);
        }
    }

    /**
     * What the ledger answered.
     *
     * @param claim the answer
     * @param at when it was asked: a run that it allows begins then
     */
    record Answer(Claim claim, Instant at) {}
}
