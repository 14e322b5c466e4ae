package org.tracehook.githost;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.tracehook.http.ApiException;

/**
 * A repository as the API of its host names it.
 *
 * @param url the URL of its pages and of git
 * @param path such as {@code team/app}
 */
record HostedRepository(String url, String path) {

    private static final Pattern SEGMENT = Pattern.compile("(?!\\.\\.?$)[A-Za-z0-9_.~-]+");

    /**
     * The repository of that URL.
     *
     * @param mayNest whether it may be in a group of a group, as on GitLab
     * @throws ApiException if the URL is none of a repository on such a host
     */
    static HostedRepository of(String url, String pathOfUrl, boolean mayNest) throws ApiException {
        String path = pathOfUrl.replaceFirst("^/+", "").replaceFirst("/+$", "").replaceFirst("\\.git$", "");
        List<String> segments = List.of(path.split("/", -1));
        if (segments.size() < 2
                || segments.size() > 2 && !mayNest
                || segments.stream().anyMatch(part -> !SEGMENT.matcher(part).matches())) {
            throw ApiException.refused(url + " is no repository of such a host: its URL must end with owner and name");
        }
        return new HostedRepository(url, path);
    }

    /** The part before the last slash. */
    String owner() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    /** The part after the last slash. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The URL of its page. */
    String page() {
        return url.replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }

    /** The path as one segment of a URL. */
    String encodedPath() {
        return encoded(path);
    }

    /** The text as a part of a URL. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Whether that is the path of this repository; letter case does not count. */
    boolean isAt(String otherPath) {
        return path.equalsIgnoreCase(otherPath);
    }
}
