package org.tracehook.delivery;

import org.tracehook.deadline.Deadline;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Selection;
import org.tracehook.jira.Subject;

/**
 * A delivery and the intent that it asks for.
 *
 * @param delivery as it came
 * @param selection the intent, and how it was found
 * @param subject the facts of the issue that Jira's comment and transition need later
 */
public record SelectedDelivery(Delivery delivery, Selection selection, Subject subject) {

    /** The intent. */
    public Intent intent() {
        return selection.intent().orElseThrow();
    }

    /** The time by which its run must have ended. */
    public Deadline deadline() {
        return delivery.deadline();
    }
}
