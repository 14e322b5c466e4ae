package org.tracehook.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Pause;
import org.tracehook.idempotency.IssueDocument.Change;

/**
 * A ledger that keeps a document for each issue, wherever one can be read, and replaced unless somebody else did. A claim and
 * an end are a read and a write each, done again when another process writes in between.
 */
public abstract class DocumentLedger implements DeliveryLedger {

    private static final Pause FIRST_PAUSE = new Pause(Duration.ofMillis(20), Duration.ofMillis(500));

    private final Duration patience;

    /** A ledger that tries for that long. */
    protected DocumentLedger(Duration patience) {
        this.patience = patience;
    }

    /** What all writes before left of that issue; {@link Version#NONE} when there were none. */
    protected abstract Version load(String issue);

    /** Writes {@code next} if {@code last} is still there; false, and nothing is written, if not. */
    protected abstract boolean replace(String issue, Version last, Version next);

    /** Keeps what a run of the issue came to. */
    protected abstract void keep(String issue, KeptReply reply);

    /** What the run of the issue with that trace came to; null when it is not kept. */
    protected abstract String reply(String issue, String traceId);

    @Override
    public final Claim claim(ClaimRequest request) {
        String issue = request.lease().issue();
        return change(issue, document -> document.claim(request, traceId -> reply(issue, traceId)));
    }

    /** The reply is kept first: whoever finds the run ended finds it. */
    @Override
    public final boolean complete(Lease lease, String reply, Instant now) {
        String issue = lease.issue();
        return change(issue, document -> {
            document.heldBy(lease)
                    .map(own -> new KeptReply(own.traceId(), reply, Instant.ofEpochMilli(own.keepUntil())))
                    .ifPresent(kept -> keep(issue, kept));
            return document.complete(lease, traceId -> reply.equals(reply(issue, traceId)));
        });
    }

    @Override
    public final boolean release(Lease lease, Instant now) {
        return change(lease.issue(), document -> document.release(lease));
    }

    private <A> A change(String issue, Function<IssueDocument, Change<A>> rule) {
        Deadline limit = Deadline.in(patience);
        Version written = null;
        Change<A> change = null;
        for (Pause pause = FIRST_PAUSE; ; pause = pause.longer()) {
            Version last = load(issue);
            if (written != null && written.id().equals(last.id())) {
                // It was written, and the answer that said so was lost.
                return change.answer();
            }
            change = rule.apply(last.document());
            if (change.document() == null) {
                return change.answer();
            }
            written = new Version(Long.toHexString(UUID.randomUUID().getMostSignificantBits()), change.document());
            if (replace(issue, last, written)) {
                return change.answer();
            }
            await(pause.length(), limit);
        }
    }

    /** Of a delivery that came many times at once, the others wait at random, so that they do not meet again. */
    private static void await(Duration pause, Deadline limit) {
        if (limit.remaining().compareTo(pause) <= 0) {
            throw new IllegalStateException("The ledger is too busy: others write what it remembers of the issue");
        }
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(1, pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while others wrote what is remembered of the issue", e);
        }
    }

    /**
     * What is remembered of an issue.
     *
     * @param id another one for each write, so that a write whose answer was lost is recognised; null before the first
     * @param document what is remembered
     */
    public record Version(String id, IssueDocument document) {

        /** Nothing was written yet. */
        public static final Version NONE = new Version(null, IssueDocument.EMPTY);
    }

    /**
     * What a run came to.
     *
     * @param traceId its trace
     * @param json what duplicates are told
     * @param keepUntil when nobody asks for it any more
     */
    public record KeptReply(String traceId, String json, Instant keepUntil) {}
}
