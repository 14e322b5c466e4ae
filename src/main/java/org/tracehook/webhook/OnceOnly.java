package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.tracehook.delivery.Claim;
import org.tracehook.delivery.DeliverySettings;
import org.tracehook.delivery.Lease;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.DeliveryKeys;
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

    OnceOnly(Policy policy, Claimant claimant, Execution execution, Recording recording) {
        this.policy = policy;
        this.claimant = claimant;
        this.execution = execution;
        this.recording = recording;
    }

    /** The reply to the delivery. */
    Reply run(Routed routed) {
        Instant arrived = recording.now();
        Optional<Verdict> tooOld = tooOld(routed, arrived);
        return tooOld.isPresent()
                ? new Dismissal(recording).ignored(routed.delivery(), routed.event(), List.of(tooOld.get()))
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
        String traceId = recording.newTraceId();
        Promise promise = new Promise(
                routed,
                routed.trigger(arrived, recording.scrubber()),
                traceId,
                hold(
                        policy.knownBy().repeated(keys),
                        keys.issue(),
                        policy.settings().keepUntil(routed.event().timestamp(), arrived),
                        traceId));
        return claimant.claim(
                promise, repeat -> reason(repeat, keys), (claimed, at) -> execution.run(promise, claimed, at));
    }

    /**
     * Runs what a trace ran, as a new trace, while no other run works on the issue; a run that a person asks for is never a
     * repeat.
     */
    Reply again(Delivery asking, KeptRequest kept, String traceId) {
        Instant arrived = recording.now();
        Intent intent = kept.intent();
        TriggerInfo trigger =
                new TriggerInfo(TriggerSource.MANUAL, intent.issueKey(), intent.issueStatus(), intent.type(), arrived);
        String newTraceId = recording.newTraceId();
        Promise promise = new Promise(
                new Routed(asking, null, Selection.again(intent), Subject.UNKNOWN),
                trigger.clean(recording.scrubber()),
                newTraceId,
                hold(List.of(), kept.issue(), policy.settings().keepUntil(Optional.empty(), arrived), newTraceId));
        DeliveryKeys keys = new DeliveryKeys(Optional.empty(), Optional.empty(), kept.issue());
        return claimant.claim(
                promise,
                repeat -> reason(repeat, keys),
                (claimed, at) -> execution.run(promise, new Claim.Claimed(1, traceId), at));
    }

    /** Where nothing tells a delivery from others, its trace's id tells its accepted run from copies of it. */
    private static Promise.Hold hold(List<String> keys, String issue, Instant keepUntil, String traceId) {
        return new Promise.Hold(
                new Lease(
                        keys.isEmpty() ? List.of(traceId) : keys,
                        issue,
                        UUID.randomUUID().toString()),
                keepUntil,
                null);
    }

    /** An identifier that comes with another body than before is not signed: whoever looks for the other must find it. */
    private static Verdict reason(Claim.Repeat repeat, DeliveryKeys keys) {
        boolean byBody = keys.body().filter(repeat.key()::equals).isPresent();
        String how = byBody ? "the same event" : "the same x-atlassian-webhook-identifier";
        String beware = byBody || keys.body().isEmpty() ? "" : ", though the body tells of another time or change";
        return Verdict.reason("repeat", how + " as in trace " + repeat.traceId() + beware, null);
    }

    /**
     * Which deliveries are run.
     *
     * @param settings how old they may be, and for how long they are remembered
     * @param knownBy what makes one a repeat
     */
    record Policy(DeliverySettings settings, KnownBy knownBy) {}
}
