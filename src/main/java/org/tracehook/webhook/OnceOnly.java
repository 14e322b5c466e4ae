package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.tracehook.idempotency.Claim;
import org.tracehook.idempotency.DeliveryKeys;
import org.tracehook.idempotency.DeliverySettings;
import org.tracehook.idempotency.Lease;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Subject;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/**
 * Runs a delivery that was not seen before, one at a time of an issue. Whoever repeats it is told what its run came to, or
 * that it runs; what is too old to be remembered runs nothing.
 */
final class OnceOnly {

    private final Policy policy;
    private final Claimant claimant;
    private final Execution execution;
    private final Recording recording;
    private final Dismissal dismissal;

    OnceOnly(Policy policy, Claimant claimant, Execution execution, Recording recording) {
        this.policy = policy;
        this.claimant = claimant;
        this.execution = execution;
        this.recording = recording;
        this.dismissal = new Dismissal(recording);
    }

    /** The reply to the delivery. */
    Reply run(Routed routed) {
        Instant arrived = recording.now();
        Optional<Verdict> tooOld = tooOld(routed, arrived);
        return tooOld.isPresent()
                ? dismissal.ignored(routed.delivery(), routed.event(), List.of(tooOld.get()))
                : claim(routed, arrived);
    }

    private Optional<Verdict> tooOld(Routed routed, Instant arrived) {
        return routed.event()
                .timestamp()
                .filter(timestamp -> policy.settings().isTooOld(timestamp, arrived))
                .map(timestamp -> Verdict.reason(
                        "delivery.max-age",
                        "a timestamp of the last "
                                + words(policy.settings().maxAge().orElseThrow()),
                        timestamp.toString()));
    }

    private static String words(Duration age) {
        return age.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private Reply claim(Routed routed, Instant arrived) {
        DeliveryKeys keys = policy.knownBy().keys(routed);
        Promise promise = promise(
                routed,
                routed.trigger(arrived, recording.scrubber()),
                new Wanted(
                        policy.knownBy().ofDuplicates(keys),
                        keys.issue(),
                        routed.event().timestamp(),
                        routed.event().issue().isPresent() ? policy.settings().runsPerHour() : 0));
        return claimant.claim(
                promise, duplicate -> reason(duplicate, keys), (claimed, at) -> execution.run(promise, claimed, at));
    }

    /**
     * Runs what a trace ran, as a new trace, while no other run works on the issue; a run that a person asks for is never a
     * duplicate.
     */
    Reply again(Delivery asking, KeptRequest kept, String traceId) {
        Intent intent = kept.intent();
        TriggerInfo trigger = new TriggerInfo(
                TriggerSource.MANUAL, intent.issueKey(), intent.issueStatus(), intent.type(), recording.now());
        Promise promise = promise(
                new Routed(asking, null, Selection.again(intent), Subject.UNKNOWN),
                trigger.clean(recording.scrubber()),
                new Wanted(List.of(), kept.issue(), Optional.empty(), 0));
        return claimant.claim(
                promise,
                duplicate -> Verdict.reason("repeat", "the same run as in trace " + duplicate.traceId(), null),
                (claimed, at) -> execution.run(promise, new Claim.Claimed(1, traceId), at));
    }

    /** Where nothing tells a delivery from others, its trace's id tells its accepted run from copies of it. */
    private Promise promise(Routed routed, TriggerInfo trigger, Wanted wanted) {
        String traceId = recording.newTraceId();
        List<String> keys = wanted.keys().isEmpty() ? List.of(traceId) : wanted.keys();
        Lease lease = new Lease(keys, wanted.issue(), UUID.randomUUID().toString());
        Instant keepUntil = policy.settings().keepUntil(wanted.timestamp(), trigger.timestamp());
        return new Promise(routed, trigger, traceId, new Promise.Hold(lease, keepUntil, null, wanted.runsPerHour()));
    }

    /** An identifier that comes with another body than before is not signed: whoever looks for the other must find it. */
    private static Verdict reason(Claim.Duplicate duplicate, DeliveryKeys keys) {
        boolean byBody = keys.body().filter(duplicate.key()::equals).isPresent();
        String how = byBody ? "the same event" : "the same x-atlassian-webhook-identifier";
        String beware = byBody || keys.body().isEmpty() ? "" : ", though the body tells of another time or change";
        return Verdict.reason("repeat", how + " as in trace " + duplicate.traceId() + beware, null);
    }

    /**
     * What a run is to hold.
     *
     * @param keys of the delivery; empty when nothing tells it from others
     * @param issue the issue's key in the ledger
     * @param timestamp of the delivery; empty when it has none
     * @param runsPerHour how many runs of the issue may begin within an hour; 0 for any number, as for none that is known and
     *     for a person who asks
     */
    private record Wanted(List<String> keys, String issue, Optional<Instant> timestamp, int runsPerHour) {}

    /**
     * Which deliveries are run.
     *
     * @param settings how old they may be, and for how long they are remembered
     * @param knownBy what makes one a duplicate
     */
    record Policy(DeliverySettings settings, KnownBy knownBy) {}
}
