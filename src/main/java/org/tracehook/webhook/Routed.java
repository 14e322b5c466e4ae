package org.tracehook.webhook;

import java.time.Instant;
import org.tracehook.deadline.Deadline;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.jira.JiraEvent;
import org.tracehook.jira.Origin;
import org.tracehook.jira.Subject;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/**
 * A delivery that asks for an intent.
 *
 * @param delivery as it came
 * @param event what it says; null when it is not the event that asks
 * @param selection the intent, and how it came to it
 * @param told what is known of the issue without the event; null when the event says it
 */
record Routed(Delivery delivery, JiraEvent event, Selection selection, Subject told) {

    /** An event that asks for an intent. */
    static Routed of(Delivery delivery, JiraEvent event, Selection selection) {
        return new Routed(delivery, event, selection, null);
    }

    /** What is known of the issue besides; not read before somebody asks. */
    Subject subject() {
        return told == null ? Subject.of(event) : told;
    }

    Intent intent() {
        return selection.intent().orElseThrow();
    }

    Deadline deadline() {
        return delivery.call().deadline();
    }

    /** Why a pipeline runs, with texts that are fit for replies. */
    TriggerInfo trigger(Instant arrived, Scrubber scrubber) {
        TriggerSource source =
                event.origin() == Origin.WEBHOOK ? TriggerSource.JIRA_WEBHOOK : TriggerSource.JIRA_AUTOMATION;
        Intent intent = intent();
        return new TriggerInfo(source, intent.issueKey(), intent.issueStatus(), intent.type(), arrived).clean(scrubber);
    }
}
