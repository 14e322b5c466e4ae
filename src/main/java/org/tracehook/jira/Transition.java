package org.tracehook.jira;

import java.util.Objects;
import java.util.Optional;

/**
 * A change of an issue's status.
 *
 * @param from the status left; its parts are null when the payload does not say
 * @param to the status entered
 */
public record Transition(Status from, Status to) {

    public Transition {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
    }

    /** The transition, if it enters a known status: workflows may loop, and a loop is no change. */
    static Optional<Transition> entering(Status from, Status to) {
        return to.isKnown() && !from.isSameAs(to) ? Optional.of(new Transition(from, to)) : Optional.empty();
    }
}
