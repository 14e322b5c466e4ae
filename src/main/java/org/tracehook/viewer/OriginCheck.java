package org.tracehook.viewer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells requests of this machine to a server on it from all others that reach it: by the name they used for it (a name
 * that was made to point here is foreign), by what browsers say about the page that asks, and by what tunnels and proxies
 * add, which may rewrite the name.
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

    /** The visitors of a server on that port. */
    OriginCheck(int port) {
        this.hosts = NAMES.stream()
                .flatMap(name -> port == HTTP ? Stream.of(name, name + ":80") : Stream.of(name + ":" + port))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a request is not one of this machine; empty when it is.
     *
     * @param headers the values under a header's name, in whatever case it is spelt; none for no such header
     */
    Optional<String> foreign(Function<String, List<String>> headers) {
        List<String> named = headers.apply("Host");
        if (named.size() != 1 || !hosts.contains(lower(named.get(0)))) {
            return Optional.of("Host does not name this machine and this port");
        }
        if (!headers.apply("Origin").stream().allMatch(this::isOwn)
                || !OWN_SITES.containsAll(headers.apply("Sec-Fetch-Site"))) {
            return Optional.of("another page asked");
        }
        return FORWARDING.stream()
                .filter(name -> !headers.apply(name).isEmpty())
                .findFirst()
                .map(name -> "it was forwarded (" + name + ")");
    }

    private boolean isOwn(String origin) {
        String lower = lower(origin);
        return lower.startsWith("http://") && hosts.contains(lower.substring("http://".length()));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
