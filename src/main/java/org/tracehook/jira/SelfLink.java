package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/** The address that Jira gives a resource in its {@code self}: an HTTP URL with a host. */
record SelfLink(URI url) {

    static Optional<SelfLink> of(JsonNode resource) {
        String self = Lenient.text(resource.path("self"));
        try {
            return self == null
                    ? Optional.empty()
                    : Optional.of(new SelfLink(new URI(self))).filter(SelfLink::isWeb);
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private boolean isWeb() {
        return ("https".equalsIgnoreCase(url.getScheme()) || "http".equalsIgnoreCase(url.getScheme()))
                && url.getHost() != null;
    }

    /** The host in lower case, without a port. */
    String host() {
        return url.getHost().toLowerCase(Locale.ROOT);
    }

    /** The issue's id if this is a comment's address, {@code /rest/api/2/issue/<issue id>/comment/<id>}. */
    Optional<String> commentedIssueId() {
        String[] segments = url.getPath().split("/");
        int issueId = segments.length - 3;
        return issueId >= 0 && "comment".equals(segments[issueId + 1]) && Lenient.isNumber(segments[issueId])
                ? Optional.of(segments[issueId])
                : Optional.empty();
    }
}
