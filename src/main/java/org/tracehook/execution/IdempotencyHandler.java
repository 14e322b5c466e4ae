package org.tracehook.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.Reply;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.DeliveryKeys;
import org.tracehook.idempotency.DeliveryLedger;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;

/**
 * Runs each delivery at most once, and at most one run of an issue at a time. Claims a run before it begins, and ends the claim
 * however the run ended. A duplicate gets the first run's reply.
 */
public final class IdempotencyHandler {

    private static final Logger LOG = Logger.getLogger(IdempotencyHandler.class.getName());

    private static final Backoff BACKOFF = Backoff.sleeping(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final DeliveryLedger ledger;
    private final Recording recording;
    private final DeliveryReplies replies;

    /** Claims runs in that ledger. */
    public IdempotencyHandler(DeliveryLedger ledger, Recording recording, DeliveryReplies replies) {
        this.ledger = ledger;
        this.recording = recording;
        this.replies = replies;
    }

    /** Claims the run; never throws. */
    public ClaimResult claim(PendingRun run) {
        TimedClaim answer;
        try {
            answer = await(run);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "The ledger of deliveries does not answer: " + e.getMessage());
            return refused(
                    run,
                    ProblemKind.LEDGER_UNAVAILABLE,
                    "What remembers deliveries does not answer, so nothing was run; the log says why just before the line of this delivery.");
        }
        if (answer.claim() instanceof Claim.Claimed claimed) {
            return new ClaimedRun(run, claimed, answer.at());
        }
        if (answer.claim() instanceof Claim.Busy busy) {
            return busy(run, busy.traceId());
        }
        if (answer.claim() instanceof Claim.Limited limited) {
            return new ClaimResult.NotClaimed(
                    replies.limited(run.selected(), run.terms().runsPerHour(), limited.freeAt()));
        }
        Claim.Duplicate duplicate = (Claim.Duplicate) answer.claim();
        return run.isUnfinishedCopy(duplicate) ? busy(run, duplicate.traceId()) : duplicate(run, duplicate);
    }

    /**
     * While another run of the issue goes on, waits for up to half of the time that is left: the run needs the rest, and Jira
     * sends a refused delivery again. An accepted run also waits while an earlier invocation of it has not ended: that one may
     * have crashed, and only Lambda, which tries two more times, would start the run again.
     */
    private TimedClaim await(PendingRun run) {
        Deadline deadline = run.selected().deadline();
        Duration rest = deadline.remaining().dividedBy(2);
        TimedClaim answer = ask(run);
        for (int asked = 1; run.mustWait(answer.claim()) && deadline.remaining().compareTo(rest) > 0; asked++) {
            sleep(BACKOFF.limit(asked));
            answer = ask(run);
        }
        return answer;
    }

    private TimedClaim ask(PendingRun run) {
        Instant now = recording.now();
        return new TimedClaim(ledger.claim(run.claim(now)), now);
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while another delivery of the issue was worked on", e);
        }
    }

    private ClaimResult busy(PendingRun run, String traceId) {
        return refused(
                run,
                ProblemKind.ISSUE_BUSY,
                "The issue is being worked on in trace " + traceId + ", so nothing was run; send the delivery again.");
    }

    private ClaimResult refused(PendingRun run, ProblemKind kind, String detail) {
        return new ClaimResult.NotClaimed(replies.refused(run.selected(), new Problem(kind, detail)));
    }

    private ClaimResult duplicate(PendingRun run, Claim.Duplicate duplicate) {
        Reply.Trace first = TraceJson.read(duplicate.reply(), Reply.Trace.class);
        return new ClaimResult.NotClaimed(replies.duplicate(run.selected(), first, reason(run, duplicate)));
    }

    /** The identifier is not signed. Where the body differs, the log says so: somebody may look for the other delivery. */
    private static Verdict reason(PendingRun run, Claim.Duplicate duplicate) {
        String asBefore = " as in trace " + duplicate.traceId();
        if (run.isAccepted()) {
            return repeat("the same accepted run" + asBefore);
        }
        if (DeliveryKeys.isOfBody(duplicate.key())) {
            return repeat("the same event" + asBefore);
        }
        boolean hasBodyKey = run.lease().keys().stream().anyMatch(DeliveryKeys::isOfBody);
        return repeat("the same x-atlassian-webhook-identifier" + asBefore
                + (hasBodyKey ? ", though the body tells of another time or change" : ""));
    }

    private static Verdict repeat(String what) {
        return Verdict.reason("repeat", what, null);
    }

    /** Ends the claim and keeps the reply for duplicates. After a 5xx, or null, the delivery runs when it is sent again. */
    void complete(ClaimedRun claimed, Reply reply) {
        try {
            boolean held = reply == null || reply.status() >= 500
                    ? ledger.release(claimed.run().lease())
                    : ledger.complete(claimed.run().lease(), reply.json());
            if (!held) {
                LOG.warning("A run took longer than its claim: another run has taken the delivery over");
            }
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.SEVERE,
                    "The end of a run could not be written to the ledger: the delivery runs again if it is sent again",
                    e);
        }
    }

    /** Releases the claim of a run that was not handed over; an invocation that has it all the same goes on. */
    public void release(ClaimedRun claimed) {
        try {
            ledger.release(claimed.run().lease());
        } catch (RuntimeException | Error e) {
            LOG.log(
                    Level.SEVERE,
                    "A claim could not be released: until it expires the delivery is taken for a duplicate",
                    e);
        }
    }

    /**
     * The ledger's answer.
     *
     * @param claim the answer
     * @param at when it was asked, which is when the claimed run begins
     */
    private record TimedClaim(Claim claim, Instant at) {}
}
