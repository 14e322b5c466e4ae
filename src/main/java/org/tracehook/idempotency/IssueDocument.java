package org.tracehook.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What is remembered of one issue, and the rules of who may run. Each rule makes the next document and an answer from this
 * document and a request, wherever the document is stored. Times are in milliseconds since 1970.
 *
 * @param expiresAt when the run of the last delivery has ended for certain; 0 when no run works on the issue
 * @param reply what a duplicate of the last delivery is answered until its run ends, JSON; null when no run works
 * @param runs when those of the last hour began
 * @param deliveries in the order of their claims
 */
public record IssueDocument(long expiresAt, String reply, List<Long> runs, List<IdempotencyRecord> deliveries) {

    /** Of an issue that was never seen. */
    public static final IssueDocument EMPTY = new IssueDocument(0, null, List.of(), List.of());

    private static final long HOUR = Duration.ofHours(1).toMillis();

    public IssueDocument {
        runs = List.copyOf(runs);
        deliveries = List.copyOf(deliveries);
    }

    /**
     * Decides about a claim, in this order: a duplicate, busy, over the limit, or claimed.
     *
     * @param replies the reply of the finished run with that trace
     */
    public Change<Claim> claim(ClaimRequest request, Function<String, String> replies) {
        IssueDocument current = withoutExpired(request.now());
        IdempotencyRecord running = current.expiresAt == 0 ? null : current.last();
        IdempotencyRecord earlier = null;
        for (String key : request.lease().keys()) {
            IdempotencyRecord known = current.deliveryWithKey(Lease.digest(key));
            if (known != null && (known.isFinished() || known == running && !request.isOwn(known.token()))) {
                String answer = known.isFinished() ? replies.apply(known.traceId()) : current.reply;
                return new Change<>(null, new Claim.Duplicate(key, known.traceId(), answer));
            }
            earlier = earlier == null ? known : earlier;
        }
        if (running != null && !request.isOwn(running.token())) {
            return new Change<>(null, new Claim.Busy(running.traceId()));
        }
        if (earlier != null && request.isOwn(earlier.token())) {
            return current.claimed(request, earlier.claimed(), current.runs);
        }
        Instant freeAt = freeAt(current.runs, request.runsPerHour());
        if (freeAt != null) {
            return new Change<>(null, new Claim.Limited(freeAt));
        }
        List<Long> began = new ArrayList<>(current.runs);
        began.add(request.now().toEpochMilli());
        int attempt = earlier == null ? 1 : earlier.claimed().attempt() + 1;
        String retryOf = earlier == null ? null : earlier.traceId();
        return current.claimed(
                request, new Claim.Claimed(attempt, retryOf, freeAt(began, request.runsPerHour())), began);
    }

    /** When the next run may begin; null for at once. */
    private static Instant freeAt(List<Long> runs, int limit) {
        return limit == 0 || runs.size() < limit ? null : Instant.ofEpochMilli(runs.get(runs.size() - limit) + HOUR);
    }

    private Change<Claim> claimed(ClaimRequest request, Claim.Claimed claimed, List<Long> began) {
        List<String> keys = request.lease().digests();
        Stream<IdempotencyRecord> others = deliveries.stream()
                .map(delivery -> delivery.without(keys))
                .filter(delivery -> !delivery.keys().isEmpty());
        IdempotencyRecord entered = new IdempotencyRecord(
                keys, request.lease().token(), request.traceId(), claimed, end(request.keepUntil()));
        List<IdempotencyRecord> all = Stream.concat(others, Stream.of(entered)).toList();
        return new Change<>(new IssueDocument(end(request.expiresAt()), request.reply(), began, all), claimed);
    }

    /**
     * Ends the run with a reply: whether the lease still held its delivery, or ended it before with the same reply.
     *
     * @param isReply whether the finished run with that trace has that reply
     */
    public Change<Boolean> complete(Lease lease, Predicate<String> isReply) {
        List<String> keys = lease.digests();
        Change<Boolean> change = end(lease, IdempotencyRecord::finished);
        boolean again = !change.answer()
                && deliveries.stream()
                        .filter(delivery ->
                                delivery.isFinished() && delivery.keys().containsAll(keys))
                        .anyMatch(delivery -> isReply.test(delivery.traceId()));
        return new Change<>(change.document(), change.answer() || again);
    }

    /** Ends the run without a reply: whether the lease still held its delivery. */
    public Change<Boolean> release(Lease lease) {
        return end(lease, UnaryOperator.identity());
    }

    private Change<Boolean> end(Lease lease, UnaryOperator<IdempotencyRecord> end) {
        IdempotencyRecord own = heldBy(lease).orElse(null);
        if (own == null) {
            return new Change<>(null, false);
        }
        List<IdempotencyRecord> all = new ArrayList<>(deliveries);
        all.set(all.indexOf(own), end.apply(own));
        IssueDocument ended = new IssueDocument(own == last() ? 0 : expiresAt, own == last() ? null : reply, runs, all);
        return new Change<>(ended.equals(this) ? null : ended, true);
    }

    /** The delivery of that run, if that has not ended and no other run took one of its keys over. */
    public Optional<IdempotencyRecord> heldBy(Lease lease) {
        return deliveries.stream()
                .filter(delivery -> lease.token().equals(delivery.token()))
                .filter(delivery -> delivery.keys().containsAll(lease.digests()))
                .findFirst();
    }

    /** Without what is over or forgotten by then. */
    IssueDocument withoutExpired(Instant time) {
        long now = time.toEpochMilli();
        return new IssueDocument(
                expiresAt <= now ? 0 : expiresAt,
                expiresAt <= now ? null : reply,
                runs.stream().filter(began -> began + HOUR > now).toList(),
                deliveries.stream()
                        .filter(delivery -> delivery.keepUntil() > now)
                        .toList());
    }

    /** Rounded up, so that nothing ends too early. */
    private static long end(Instant time) {
        return time.plus(Duration.ofMillis(1).minusNanos(1)).toEpochMilli();
    }

    private IdempotencyRecord last() {
        return deliveries.get(deliveries.size() - 1);
    }

    /** The delivery with that digest of a key; null when there is none. */
    private IdempotencyRecord deliveryWithKey(String digest) {
        return deliveries.stream()
                .filter(delivery -> delivery.keys().contains(digest))
                .findFirst()
                .orElse(null);
    }

    /** When the last of its deliveries is forgotten. */
    public Instant keepUntil() {
        return Instant.ofEpochMilli(deliveries.stream()
                .mapToLong(IdempotencyRecord::keepUntil)
                .max()
                .orElse(0));
    }

    /**
     * What is remembered of one delivery.
     *
     * @param keys digests of the keys by which a duplicate is recognised; a later delivery that takes some over leaves the others
     * @param token of the run that has it; null once that run has ended with a reply
     * @param traceId of that run
     * @param claimed what that run was answered; null once it has ended with a reply
     * @param keepUntil when the delivery is forgotten, in milliseconds since 1970
     */
    public record IdempotencyRecord(
            List<String> keys, String token, String traceId, Claim.Claimed claimed, long keepUntil) {

        public IdempotencyRecord {
            keys = List.copyOf(keys);
        }

        boolean isFinished() {
            return token == null;
        }

        IdempotencyRecord finished() {
            return new IdempotencyRecord(keys, null, traceId, null, keepUntil);
        }

        IdempotencyRecord without(List<String> taken) {
            List<String> left =
                    keys.stream().filter(key -> !taken.contains(key)).toList();
            return left.size() == keys.size() ? this : new IdempotencyRecord(left, token, traceId, claimed, keepUntil);
        }
    }

    /**
     * What a rule decides.
     *
     * @param document to be written; null when nothing changes
     * @param answer for who asked
     */
    public record Change<A>(IssueDocument document, A answer) {}
}
