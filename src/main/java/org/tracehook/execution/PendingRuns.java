package org.tracehook.execution;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Recording;
import org.tracehook.delivery.SelectedDelivery;
import org.tracehook.idempotency.DeliveryConfig;
import org.tracehook.idempotency.DeliveryKeys;
import org.tracehook.idempotency.Lease;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.JiraEvent.Sender;
import org.tracehook.jira.Subject;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** Makes the run that a delivery or a rerun asks for. */
public final class PendingRuns {

    private final DeliveryConfig config;
    private final Optional<String> site;
    private final boolean onlyIdentifierMakesDuplicates;
    private final Recording recording;

    /**
     * Runs of deliveries.
     *
     * @param site the only Jira whose deliveries are taken; empty for several, whose deliveries all name theirs, and for any
     * @param onlyIdentifierMakesDuplicates whether a delivery without Jira's identifier is always new, as in dev mode: there a person sends
     *     the same file again on purpose
     */
    public PendingRuns(
            DeliveryConfig config, Optional<String> site, boolean onlyIdentifierMakesDuplicates, Recording recording) {
        this.config = config;
        this.site = site;
        this.onlyIdentifierMakesDuplicates = onlyIdentifierMakesDuplicates;
        this.recording = recording;
    }

    /** The time at which a delivery arrives. */
    public Instant now() {
        return recording.now();
    }

    /** The run that a delivery asks for. */
    public PendingRun of(Delivery delivery, JiraEvent event, Selection selection, Instant arrivedAt) {
        DeliveryKeys keys = DeliveryKeys.of(event, delivery.identifier(), site);
        TriggerSource source =
                event.sender() == Sender.WEBHOOK ? TriggerSource.JIRA_WEBHOOK : TriggerSource.JIRA_AUTOMATION;
        String traceId = recording.newTraceId();
        // A delivery without keys is never a duplicate; the trace's id tells its accepted run from copies of that.
        List<String> known = duplicateKeys(keys);
        Lease lease = lease(known.isEmpty() ? List.of(traceId) : known, keys.issue());
        return new PendingRun(
                new SelectedDelivery(delivery, selection, Subject.of(event)),
                trigger(selection.intent().orElseThrow(), source, arrivedAt),
                traceId,
                new PendingRun.ClaimTerms(
                        lease,
                        keepUntil(event.timestamp(), arrivedAt),
                        null,
                        event.issue().isPresent() ? config.limits().runsPerIssuePerHour() : 0));
    }

    /** A rerun. A person asks for it, so it is never a duplicate and never over the limit. */
    public PendingRun rerun(Delivery asking, RerunRequest request) {
        Instant now = recording.now();
        String traceId = recording.newTraceId();
        Lease lease = lease(List.of(traceId), request.issue());
        return new PendingRun(
                new SelectedDelivery(asking, Selection.rerun(request.intent()), Subject.UNKNOWN),
                trigger(request.intent(), TriggerSource.MANUAL, now),
                traceId,
                new PendingRun.ClaimTerms(lease, keepUntil(Optional.empty(), now), null, 0));
    }

    /** The keys that make the delivery a duplicate: the signed body's first, since the identifier is not signed. */
    private List<String> duplicateKeys(DeliveryKeys keys) {
        return onlyIdentifierMakesDuplicates && keys.identifier().isEmpty()
                ? List.of()
                : Stream.of(keys.body(), keys.identifier())
                        .flatMap(Optional::stream)
                        .toList();
    }

    /** When a delivery may be forgotten: one whose timestamp is ahead of our clock stays young enough to be run for longer. */
    private Instant keepUntil(Optional<Instant> timestamp, Instant now) {
        return timestamp
                .filter(at -> at.isAfter(now))
                .orElse(now)
                .plus(config.store().ttl());
    }

    private static Lease lease(List<String> keys, String issue) {
        return new Lease(keys, issue, UUID.randomUUID().toString());
    }

    private TriggerInfo trigger(Intent intent, TriggerSource source, Instant at) {
        return new TriggerInfo(source, intent.issueKey(), intent.issueStatus(), intent.type(), at)
                .clean(recording.scrubber());
    }
}
