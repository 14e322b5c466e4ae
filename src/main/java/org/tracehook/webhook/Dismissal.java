package org.tracehook.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.DeliveryLines;

/** Answers a delivery that runs no pipeline, or none yet, with exactly one line in the log. */
final class Dismissal {

    private static final Logger LOG = Logger.getLogger(Dismissal.class.getName());

    private final Recording recording;

    Dismissal(Recording recording) {
        this.recording = recording;
    }

    /** Nothing is to be done about it; {@code event} is null when it was not read. */
    Reply ignored(Delivery delivery, JiraEvent event, List<Verdict> reasons) {
        List<Verdict> clean = recording.clean(reasons);
        write(() -> lines(delivery).ignored(origin(delivery, event), Recording.array(clean), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(clean));
    }

    /** Its issue had that many runs in the last hour, and may have the next one then. */
    Reply limited(Routed routed, int runs, Instant freeAt) {
        List<Verdict> reasons = List.of(Verdict.reason(
                "limit",
                "fewer than " + runs + " runs of the issue in an hour; the next may begin at " + freeAt,
                null));
        write(() -> lines(routed.delivery()).limited(origin(routed), Recording.array(reasons), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(reasons));
    }

    /** It is not taken; {@code event} is null when it was not read. */
    Reply refused(Delivery delivery, JiraEvent event, Problem problem) {
        return refused(delivery, origin(delivery, event), problem);
    }

    /** Its pipeline does not run now. */
    Reply refused(Routed routed, Problem problem) {
        return refused(routed.delivery(), origin(routed), problem);
    }

    private Reply refused(Delivery delivery, DeliveryLines.Origin origin, Problem problem) {
        Verdict reason = Verdict.reason(problem.kind().name().toLowerCase(Locale.ROOT), problem.detail(), null);
        write(() -> lines(delivery).rejected(origin, Recording.array(List.of(reason)), recording.now()));
        return new Reply.Refused(problem);
    }

    /** It came before: the reply is the one of then. */
    Reply duplicate(Routed routed, DeliveryLines.First first, Reply.Trace reply, Verdict reason) {
        write(() -> lines(routed.delivery())
                .duplicate(first, origin(routed), Recording.array(List.of(reason)), recording.now()));
        return new Reply.Traced(200, reply.asDuplicate());
    }

    /** Its pipeline will run; {@code reply} tells of it. */
    Reply acknowledged(Routed routed, DeliveryLines.First run, Reply.Trace reply) {
        write(() -> lines(routed.delivery())
                .acknowledged(
                        new DeliveryLines.Promised(
                                run,
                                Recording.array(
                                        recording.clean(routed.selection().verdicts())),
                                reply.retryOf()),
                        origin(routed),
                        recording.now()));
        return new Reply.Traced(200, reply);
    }

    /** A log that does not take a line changes nothing about the reply. */
    private static void write(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException | Error e) {
            LOG.log(Level.SEVERE, "The line of a delivery could not be written", e);
        }
    }

    private DeliveryLines lines(Delivery delivery) {
        return new DeliveryLines(delivery.invocation(recording.scrubber()), recording.out());
    }

    /**
     * Where it came from, and what it is about. Of a delivery that was not read, while paused or refused, whoever asks why
     * an issue did not run must find the line all the same. A secret can have the shape of an issue key too.
     */
    private DeliveryLines.Origin origin(Delivery delivery, JiraEvent event) {
        return origin(
                delivery,
                Optional.ofNullable(event)
                        .flatMap(JiraEvent::issue)
                        .filter(Issue::hasValidKey)
                        .map(Issue::key));
    }

    private DeliveryLines.Origin origin(Routed routed) {
        return origin(
                routed.delivery(),
                Optional.ofNullable(routed.intent().issueKey()).filter(Issue::isKey));
    }

    private DeliveryLines.Origin origin(Delivery delivery, Optional<String> key) {
        Scrubber scrubber = recording.scrubber();
        return new DeliveryLines.Origin(
                scrubber.line(key.orElse(null)),
                key.isPresent() ? null : scrubber.line(ClaimedKey.of(delivery)),
                scrubber.line(delivery.sourceAddress()),
                delivery.body().length);
    }
}
