package org.tracehook.viewer;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells the page of this server from other pages in a browser of this machine, which reach it too: by the name they
 * used for it (a name that was made to point here is foreign), and by what browsers say about the page that asks.
 */
final class Visitors {

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP = 80;

    /** Of the values of Fetch Metadata, those of the page itself and of an address that somebody typed. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Set<String> hosts;
    private final String address;

    /** The visitors of a server on that port. */
    Visitors(int port) {
        this.address = "http://localhost:" + port + "/";
        this.hosts = NAMES.stream()
                .flatMap(name -> port == HTTP ? Stream.of(name, name + ":80") : Stream.of(name + ":" + port))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Why a request with those headers is refused; empty when it is not. */
    Optional<String> refusal(MultiMap headers) {
        if (headers.getAll("Host").size() != 1 || !hosts.contains(lower(headers.get("Host")))) {
            return Optional.of("The page answers to the names of this machine alone: open " + address);
        }
        if (!headers.getAll("Origin").stream().allMatch(this::isOwn)
                || !OWN_SITES.containsAll(headers.getAll("Sec-Fetch-Site"))) {
            return Optional.of("Another page asked, and gets no answer: open " + address);
        }
        return Optional.empty();
    }

    private boolean isOwn(String origin) {
        String lower = lower(origin);
        return lower.startsWith("http://") && hosts.contains(lower.substring("http://".length()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
