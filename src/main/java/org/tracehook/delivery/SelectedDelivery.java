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
 * @param subject what is known of the issue besides
 */
public record SelectedDelivery(Delivery delivery, Selection selection, Subject subject) {

    public Intent intent() {
        return selection.intent().orElseThrow();
    }

    public Deadline deadline() {
        return delivery.deadline();
    }
}
