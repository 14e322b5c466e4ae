package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Jiras that the {@code self} links of a delivery name: one, unless somebody made the delivery up.
 *
 * @param sites as {@link Site} names them, without repeats; empty if there is no link
 * @param unreadable whether there is a link that names no site
 */
public record NamedSites(List<String> sites, boolean unreadable) {

    private static final String SELF = "self";

    public NamedSites {
        sites = List.copyOf(sites);
    }

    /** The sites that these resources name; the first resource is what the delivery is about. */
    static NamedSites of(JsonNode... resources) {
        List<Optional<String>> named = Stream.of(resources)
                .filter(resource -> resource.hasNonNull(SELF))
                .map(resource -> Site.of(resource.path(SELF).asText()))
                .toList();
        return new NamedSites(
                named.stream().flatMap(Optional::stream).distinct().toList(),
                named.stream().anyMatch(Optional::isEmpty));
    }

    /** The issue's id in a comment's own address, {@code /rest/api/2/issue/<issue id>/comment/<id>}. */
    static Optional<String> commentedIssueId(JsonNode comment) {
        String self = comment.path(SELF).asText();
        String[] segments = self.split("[?#]", 2)[0].split("/");
        int issueId = segments.length - 3;
        return issueId >= 0
                        && "comment".equals(segments[issueId + 1])
                        && JiraValues.isNumber(segments[issueId])
                        && Site.of(self).isPresent()
                ? Optional.of(segments[issueId])
                : Optional.empty();
    }

    /** The site of what the delivery is about. */
    public Optional<String> first() {
        return sites.stream().findFirst();
    }
}
