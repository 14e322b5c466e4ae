package org.tracehook.viewer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * A stand-in of a git host for dev mode, on any free port of 127.0.0.1: it takes pull requests and commit statuses by GitHub's
 * API, and has a page of each request. It keeps them until dev mode ends.
 */
public final class LocalGitHost {

    /** Where the API is. */
    public static final String API = "/api/v3";

    private static final Logger LOG = Logger.getLogger(LocalGitHost.class);

    private final LocalServer server = new LocalServer("git host", path -> false);

    /**
     * Takes requests from now on, and logs where.
     *
     * @param token which lets in who uses the API
     * @return where its pages begin
     */
    public URI start(String token, Repository repository) {
        try {
            URI address = URI.create("http://localhost:" + server.listen(0) + "/");
            server.answer(new GitHostHandler(address, token, repository, LocalPullRequests.kept()));
            LOG.infof("Pull requests: %s", address);
            return address;
        } catch (IOException e) {
            throw new UncheckedIOException("The stand-in of a git host cannot listen", e);
        }
    }

    /** Closes every connection and gives the port back. */
    public void stop() {
        server.stop();
    }

    /**
     * The repository, a directory.
     *
     * @param directory as a person at the console names it
     * @param heads gives the commit that a branch is at
     */
    public record Repository(String directory, Function<String, Optional<String>> heads) {}
}
