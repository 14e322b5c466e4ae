package org.tracehook.viewer;

import com.sun.net.httpserver.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds out whether a request to a server on this machine comes from this machine: by the name that it uses for the server (a
 * name that was made to point here is foreign), by what browsers say about the page that asks, and by what tunnels and
 * proxies add, which may rewrite the name.
 */
final class OriginCheck {

    private static final List<String> NAMES = List.of("localhost", "127.0.0.1", "[::1]");
    private static final int HTTP = 80;

    /** Of the values of Fetch Metadata, those of the page itself and of an address that somebody typed. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final List<String> FORWARDING = List.of(
            "Forwarded",
            "Via",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Original-Host",
            "X-Real-IP");

    private final Set<String> hosts;

    /** The check for a server on that port. */
    OriginCheck(int port) {
        this.hosts = NAMES.stream()
                .flatMap(name -> port == HTTP ? Stream.of(name, name + ":80") : Stream.of(name + ":" + port))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a request is not one of this machine; empty when it is.
     *
     * @param headers of the request, whose names may be in any case
     */
    Optional<String> foreign(Headers headers) {
        List<String> named = values(headers, "Host");
        if (named.size() != 1 || !hosts.contains(lower(named.get(0)))) {
            return Optional.of("Host does not name this machine and this port");
        }
        if (!values(headers, "Origin").stream().allMatch(this::isOwn)
                || !OWN_SITES.containsAll(values(headers, "Sec-Fetch-Site"))) {
            return Optional.of("another page asked");
        }
        return FORWARDING.stream()
                .filter(headers::containsKey)
                .findFirst()
                .map(name -> "it was forwarded (" + name + ")");
    }

    private static List<String> values(Headers headers, String name) {
        return headers.getOrDefault(name, List.of());
    }

    private boolean isOwn(String origin) {
        String lower = lower(origin);
        return lower.startsWith("http://") && hosts.contains(lower.substring("http://".length()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
