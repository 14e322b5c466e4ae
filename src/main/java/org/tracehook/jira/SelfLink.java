package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * The address that Jira gives a resource in its {@code self}.
 *
 * @param site as {@link Site} names it
 * @param address as it is written
 */
record SelfLink(String site, String address) {

    /** The link of a resource; empty if there is none, or if it cannot be read. */
    static Optional<SelfLink> of(JsonNode resource) {
        String self = resource.path("self").asText();
        return Site.of(self).map(site -> new SelfLink(site, self));
    }

    /** Whether a resource has a link, readable or not. */
    static boolean isIn(JsonNode resource) {
        return resource.hasNonNull("self");
    }

    /** The issue's id if this is a comment's address, {@code /rest/api/2/issue/<issue id>/comment/<id>}. */
    Optional<String> commentedIssueId() {
        String[] segments = address.split("[?#]", 2)[0].split("/");
        int issueId = segments.length - 3;
        return issueId >= 0 && "comment".equals(segments[issueId + 1]) && Lenient.isNumber(segments[issueId])
                ? Optional.of(segments[issueId])
                : Optional.empty();
    }
}
