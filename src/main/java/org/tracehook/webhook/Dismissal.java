package org.tracehook.webhook;

import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.Issue;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.DeliveryLines;

/** Answers a delivery that runs no pipeline, with exactly one line in the log. */
final class Dismissal {

    private static final Logger LOG = Logger.getLogger(Dismissal.class.getName());

    private final Recording recording;

    Dismissal(Recording recording) {
        this.recording = recording;
    }

    /** Nothing is to be done about it; {@code event} is null when it was not read. */
    Reply ignored(Delivery delivery, JiraEvent event, List<Verdict> reasons) {
        List<Verdict> clean = recording.clean(reasons);
        String key = key(event);
        // While paused nothing is read, and whoever asks why an issue did not run must find the line all the same.
        String claimed = key == null ? ClaimedKey.of(delivery) : null;
        write(() -> lines(delivery).ignored(origin(delivery, key, claimed), Recording.array(clean), recording.now()));
        return new Reply.NotRun(new Reply.Ignored(clean));
    }

    /** It is not taken; {@code event} is null when it was not read. */
    Reply refused(Delivery delivery, JiraEvent event, Problem problem) {
        Verdict reason = Verdict.reason(problem.kind().name().toLowerCase(Locale.ROOT), problem.detail(), null);
        String key = key(event);
        write(() -> lines(delivery)
                .rejected(
                        origin(delivery, key, key == null ? ClaimedKey.of(delivery) : null),
                        Recording.array(List.of(reason)),
                        recording.now()));
        return new Reply.Refused(problem);
    }

    /** It came before: the reply is the one of then. */
    Reply duplicate(Routed routed, DeliveryLines.First first, Reply.Trace reply, Verdict reason) {
        Delivery delivery = routed.delivery();
        write(() -> lines(delivery)
                .duplicate(
                        first,
                        origin(delivery, key(routed.event()), null),
                        Recording.array(List.of(reason)),
                        recording.now()));
        return new Reply.Traced(200, reply.asDuplicate());
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

    private static String key(JiraEvent event) {
        return event == null
                ? null
                : event.issue().filter(Issue::hasValidKey).map(Issue::key).orElse(null);
    }

    /** A secret can have the shape of an issue key too. */
    private DeliveryLines.Origin origin(Delivery delivery, String issueKey, String claimedKey) {
        Scrubber scrubber = recording.scrubber();
        return new DeliveryLines.Origin(
                scrubber.line(issueKey),
                scrubber.line(claimedKey),
                scrubber.line(delivery.sourceAddress()),
                delivery.body().length);
    }
}
