package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The account that writes, by every identifier that it has; Jira is asked once, unless it is configured. */
final class Account {

    private volatile Set<String> ids;

    /** The account of that id, or one that Jira has to be asked about. */
    Account(Optional<String> configured) {
        this.ids = configured.map(Set::of).orElse(null);
    }

    /** The identifiers, if Jira need not be asked. */
    Optional<Set<String>> known() {
        return Optional.ofNullable(ids);
    }

    /** The identifiers: the account id on Cloud, user name and user key on Data Center. */
    Set<String> ids(JiraCalls calls) throws JiraException, InterruptedException {
        if (ids == null) {
            ObjectNode myself = calls.get("/myself");
            Set<String> found = identifiers(myself);
            if (found.isEmpty()) {
                throw JiraException.refused("Jira does not say whose token it is");
            }
            ids = found;
        }
        return ids;
    }

    /** Whether that user of Jira's, as REST gives it, has one of the identifiers. */
    static boolean isOneOf(Set<String> ids, JsonNode user) {
        return identifiers(user).stream().anyMatch(ids::contains);
    }

    private static Set<String> identifiers(JsonNode user) {
        return Stream.of("accountId", "name", "key")
                .map(name -> user.path(name).asText())
                .filter(id -> !id.isBlank())
                .collect(Collectors.toUnmodifiableSet());
    }
}
