package org.tracehook.jira;

import java.util.Set;

/**
 * Who caused an event.
 *
 * @param ids every identifier the payload has of them: the account id on Cloud, user name and user key on Data Center
 */
public record Actor(Set<String> ids) {

    public Actor {
        ids = Set.copyOf(ids);
    }

    /** Whether one of the identifiers is exactly this one. */
    public boolean is(String id) {
        return ids.contains(id);
    }
}
