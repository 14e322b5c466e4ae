package org.tracehook.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.delivery.Claim;
import org.tracehook.delivery.DeliverySettings;
import org.tracehook.delivery.Lease;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.DeliveryKeys;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;
import org.tracehook.tracelog.DeliveryLines;

/**
 * Runs a delivery that was not seen before, one at a time of an issue. Whoever repeats it is told what its run came to, or
 * that it runs; what is too old to be remembered runs nothing.
 */
final class OnceOnly {

    private static final Logger LOG = Logger.getLogger(OnceOnly.class.getName());

    private final Policy policy;
    private final Claims claims;
    private final PipelineRuns runs;
    private final Dismissal dismissal;

    OnceOnly(Policy policy, Claims claims, PipelineRuns runs, Dismissal dismissal) {
        this.policy = policy;
        this.claims = claims;
        this.runs = runs;
        this.dismissal = dismissal;
    }

    /** The reply to the delivery. */
    Reply run(Routed routed) {
        Instant arrived = runs.recording().now();
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
        return claim(
                new Promise(
                        routed,
                        routed.trigger(arrived, runs.recording().scrubber()),
                        new Lease(
                                policy.knownBy().repeated(keys),
                                keys.issue(),
                                UUID.randomUUID().toString()),
                        runs.recording().newTraceId(),
                        policy.settings().keepUntil(routed.event().timestamp(), arrived)),
                keys,
                null);
    }

    /**
     * Runs what a trace ran, as a new trace, while no other run works on the issue; a run that a person asks for is never a
     * repeat.
     */
    Reply again(Delivery asking, KeptRequest kept, String traceId) {
        Instant arrived = runs.recording().now();
        Intent intent = kept.intent();
        TriggerInfo trigger =
                new TriggerInfo(TriggerSource.MANUAL, intent.issueKey(), intent.issueStatus(), intent.type(), arrived);
        Promise promise = new Promise(
                new Routed(asking, null, Selection.again(intent)),
                trigger.clean(runs.recording().scrubber()),
                new Lease(List.of(), kept.issue(), UUID.randomUUID().toString()),
                runs.recording().newTraceId(),
                policy.settings().keepUntil(Optional.empty(), arrived));
        return claim(promise, new DeliveryKeys(Optional.empty(), Optional.empty(), kept.issue()), traceId);
    }

    /** {@code again} is the trace to be run again; null for a delivery. */
    private Reply claim(Promise promise, DeliveryKeys keys, String again) {
        Routed routed = promise.routed();
        Claims.Answer answer;
        try {
            answer = claims.claim(promise);
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, e, () -> "What remembers deliveries does not answer: " + e.getMessage());
            return refused(
                    routed,
                    ProblemKind.LEDGER_UNAVAILABLE,
                    "What remembers deliveries does not answer, so nothing was run; the log says why just before the line of this delivery.");
        }
        return answer.claim()
                .fold(
                        claimed -> run(promise, again == null ? claimed : new Claim.Claimed(1, again), answer.at()),
                        repeat -> repeated(routed, repeat, reason(repeat, keys)),
                        busy -> refused(
                                routed,
                                ProblemKind.ISSUE_BUSY,
                                "The issue is being worked on in trace " + busy.traceId()
                                        + ", so nothing was run; send the delivery again."));
    }

    private Reply repeated(Routed routed, Claim.Repeat repeat, Verdict reason) {
        Reply.Trace first = TraceJson.read(repeat.reply(), Reply.Trace.class);
        return dismissal.duplicate(
                routed, new DeliveryLines.First(first.traceId(), runs.logged(first.intentType())), first, reason);
    }

    private Reply run(Promise promise, Claim.Claimed claimed, Instant at) {
        Reply reply = null;
        try {
            reply = runs.run(promise, promise.run(at, claimed.attempt()), claimed.retryOf());
            return reply;
        } finally {
            claims.end(promise.lease(), reply);
        }
    }

    private Reply refused(Routed routed, ProblemKind kind, String detail) {
        return dismissal.refused(routed.delivery(), routed.event(), new Problem(kind, detail));
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
