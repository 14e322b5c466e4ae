package org.tracehook.jira;

import java.util.Optional;

/**
 * What a delivery says of its issue beyond the trace: enough to find the issue again and to see whether it has changed.
 *
 * @param issueId digits, which survive a move to another project; null when unknown
 * @param status the status that set the run off; null when unknown
 * @param site the Jira that the delivery is of, as {@link Site} names it; null when it does not say so
 */
public record Subject(String issueId, Status status, String site) {

    /** The subject of a run that a person asked for. */
    public static final Subject UNKNOWN = new Subject(null, null, null);

    /** The subject of an event. */
    public static Subject of(JiraEvent event) {
        Optional<Issue> issue = event.issue();
        return new Subject(
                issue.map(Issue::id).filter(Issue::isId).orElse(null),
                event.transition()
                        .map(transition -> transition.to())
                        .or(() -> issue.map(Issue::status))
                        .orElse(null),
                event.site().orElse(null));
    }
}
