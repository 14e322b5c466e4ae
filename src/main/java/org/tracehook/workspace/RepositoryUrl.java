package org.tracehook.workspace;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.tracehook.http.WebAddress;

/**
 * Where a repository is. It never holds credentials.
 *
 * @param uri an HTTPS URL, or what is allowed beside that for development
 */
record RepositoryUrl(URI uri) {

    private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]+)::?");

    /**
     * Reads a URL, or the path of a local repository.
     *
     * @throws IllegalArgumentException with what is wrong, without the text itself: it may hold a password
     */
    static RepositoryUrl of(String text, Allowed allowed) {
        if (!SCHEME.matcher(text).find() || text.startsWith("file:")) {
            return local(text, allowed);
        }
        String scheme = text.substring(0, text.indexOf(':')).toLowerCase(Locale.ROOT);
        require(scheme.equals("https") || scheme.equals("http"), "must be an https URL, not " + scheme);
        URI uri = parsed(text);
        require(uri.getHost() != null, "has no host: give a URL such as https://git.example.com/team/app.git");
        require(
                uri.getRawUserInfo() == null,
                "must not hold a user or password: set tracehook.workspace.username and"
                        + " tracehook.workspace.password");
        require(uri.getRawQuery() == null && uri.getRawFragment() == null, "must not have a query or a fragment");
        require(
                scheme.equals("https") || (!allowed.onLambda() && WebAddress.isLoopback(uri)),
                "must be https: http is for this machine alone, and never on Lambda");
        return new RepositoryUrl(uri);
    }

    private static RepositoryUrl local(String text, Allowed allowed) {
        require(!allowed.onLambda(), "must be an https URL on Lambda");
        require(
                allowed.localDirectory(),
                "must be an https URL: a directory needs tracehook.workspace.allow-local-repository=true");
        try {
            Path path = text.startsWith("file:") ? Path.of(parsed(text)) : Path.of(text);
            return new RepositoryUrl(path.toAbsolutePath().normalize().toUri());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is no directory", e);
        }
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL: " + e.getReason(), null);
        }
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw new IllegalArgumentException(problem);
        }
    }

    /** Scheme, host and port: credentials belong to all three. */
    String origin() {
        return WebAddress.origin(uri);
    }

    boolean isLocal() {
        return uri.getScheme().equals("file");
    }

    @Override
    public String toString() {
        return uri.toString();
    }

    /**
     * Which repositories are allowed beside those over HTTPS.
     *
     * @param localDirectory whether a directory of this machine may be a repository
     * @param onLambda whether this process runs on AWS Lambda, where HTTPS alone is allowed
     */
    record Allowed(boolean localDirectory, boolean onLambda) {}
}
