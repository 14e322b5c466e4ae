package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Jiras that a delivery says it is of, by its {@code self} links: one, unless somebody made it up.
 *
 * @param sites as {@link Site} names them, without repeats; empty if it does not say
 * @param unreadable whether there is a link that names no site
 */
public record NamedSites(List<String> sites, boolean unreadable) {

    public NamedSites {
        sites = List.copyOf(sites);
    }

    /** Those of resources, the first being what the delivery is about. */
    static NamedSites of(JsonNode... resources) {
        List<JsonNode> linked = Stream.of(resources).filter(SelfLink::isIn).toList();
        List<SelfLink> links = linked.stream()
                .flatMap(resource -> SelfLink.of(resource).stream())
                .toList();
        return new NamedSites(links.stream().map(SelfLink::site).distinct().toList(), links.size() < linked.size());
    }

    /** The site of what the delivery is about. */
    public Optional<String> first() {
        return sites.stream().findFirst();
    }
}
