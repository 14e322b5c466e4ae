package org.tracehook.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A configured URL and whether it may be called. Messages never show the URL, which may hold a key. */
public final class WebAddress {

    private static final int HIGHEST_PORT = 65_535;

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])";
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\." + OCTET + "){3}|\\[::1]");

    /** Without the characters that a markup could take for the end of a link, and without a user before the host. */
    private static final Pattern PAGE =
            Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?/[A-Za-z0-9._~/#?=&%-]*");

    private static final int LONGEST_PAGE = 1_000;

    /** Null when the text is no URL. */
    private final URI uri;

    private final String example;

    private WebAddress(URI uri, String example) {
        this.uri = uri;
        this.example = example;
    }

    /** The address that a text is; messages give {@code example} as a valid one. */
    public static WebAddress of(String text, String example) {
        try {
            boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(text);
            return new WebAddress(ascii ? new URI(text) : null, example);
        } catch (URISyntaxException e) {
            return new WebAddress(null, example);
        }
    }

    /** What to correct, or empty when the URL may be called. */
    public Optional<String> problem(boolean onLambda) {
        if (uri == null || uri.getHost() == null || uri.getHost().isEmpty() || uri.getPort() > HIGHEST_PORT) {
            return Optional.of("must be a URL with a host, in ASCII, such as " + example);
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
    public static boolean isLoopback(URI uri) {
        return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
    }

    /**
     * Whether the text is an HTTPS URL on the host of that repository's URL, and so plain that it can be shown as a link. The host
     * of a repository that is a directory is this machine, where HTTP will do.
     */
    public static boolean isPageOfHost(String text, String repository) {
        if (text.length() > LONGEST_PAGE || !PAGE.matcher(text).matches() || repository.isEmpty()) {
            return false;
        }
        try {
            URI page = new URI(text);
            String host = new URI(repository).getHost();
            return host == null
                    ? page.getHost() != null && isLoopback(page)
                    : host.equalsIgnoreCase(page.getHost()) && page.getScheme().equals("https");
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** Scheme, host and port in one form: what credentials belong to. */
    public static String origin(URI uri) {
        int port = uri.getPort();
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        int effective = port >= 0 ? port : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + effective;
    }

    /** The URL; only when there is no problem with it. */
    public URI uri() {
        return uri;
    }
}
