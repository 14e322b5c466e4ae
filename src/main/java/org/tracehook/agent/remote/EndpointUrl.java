package org.tracehook.agent.remote;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The text of a URL and whether it may be called; what is wrong is said without the text, which may hold a key. */
final class EndpointUrl {

    private static final int HIGHEST_PORT = 65_535;

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\." + OCTET + "){3}|\\[::1]");

    /** Null when the text is no URL. */
    private final URI uri;

    private EndpointUrl(URI uri) {
        this.uri = uri;
    }

    static EndpointUrl of(String text) {
        try {
            boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
            return new EndpointUrl(ascii ? new URI(text) : null);
        } catch (URISyntaxException e) {
            return new EndpointUrl(null);
        }
    }

    /** What to correct, or empty when the URL may be called. */
    Optional<String> problem(boolean onLambda) {
        if (uri == null || uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() > HIGHEST_PORT) {
            return Optional.of("must be a URL with a host, in ASCII, such as https://agent.example.org/run");
        }
        if (uri.getRawUserInfo() != null) {
            return Optional.of("must have no user or password before the host: set the token instead");
        }
        if (uri.getRawFragment() != null) {
            return Optional.of("must have no fragment: take out # and what follows");
        }
        return schemeProblem(onLambda);
    }

    private Optional<String> schemeProblem(boolean onLambda) {
        boolean plain = "http".equalsIgnoreCase(uri.getScheme());
        if ("https".equalsIgnoreCase(uri.getScheme()) || plain && isLoopback(uri) && !onLambda) {
            return Optional.empty();
        }
        return Optional.of(
                plain && onLambda
                        ? "must begin with https:// on Lambda"
                        : "must begin with https://; http:// is for loopback hosts alone, such as 127.0.0.1");
    }

    /** Whether the URL, which must have a host, is one of this machine. */
    static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /** The URL; only when there is no problem with it. */
    URI uri() {
        return uri;
    }
}
