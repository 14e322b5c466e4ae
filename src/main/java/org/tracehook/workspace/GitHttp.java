package org.tracehook.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.tracehook.http.LazyClient;
import org.tracehook.http.NoAnswerException;

/**
 * Makes the connections of one step to one git host, and remembers what became of them: JGit's exceptions say it in words
 * alone.
 */
final class GitHttp implements HttpConnectionFactory, Closeable {

    private final LazyClient client;
    private final String origin;
    private final Optional<String> credentials;
    private final long largest;
    private final List<InputStream> bodies = new ArrayList<>();
    private long received;
    private int lastStatus;
    private Optional<NoAnswerException.Kind> noAnswer = Optional.empty();
    private boolean redirectedAway;
    private boolean tooLarge;

    /**
     * Connections to one origin.
     *
     * @param client sends the requests
     * @param origin as {@link RepositoryUrl#origin()} has it
     * @param credentials the value of {@code Authorization}, if the origin may have it
     * @param largest how many bytes may be received in all
     */
    GitHttp(LazyClient client, String origin, Optional<String> credentials, long largest) {
        this.client = client;
        this.origin = origin;
        this.credentials = credentials;
        this.largest = largest;
    }

    @Override
    public HttpConnection create(URL url) {
        return new GitHttpConnection(url, client, this);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) {
        return create(url);
    }

    Optional<String> credentials() {
        return credentials;
    }

    /** Whether a URL is of the one host that this is for. */
    boolean isOrigin(URI uri) {
        return RepositoryUrl.origin(uri).equals(origin);
    }

    /** Takes note of an answer; its body is closed at the latest by {@link #close}. */
    void answered(int status, InputStream body) {
        lastStatus = status;
        bodies.add(body);
    }

    /** Takes note that a request got no answer. */
    void unanswered(NoAnswerException why) {
        noAnswer = Optional.of(why.kind());
    }

    long largest() {
        return largest;
    }

    /** Ends what JGit left open: a body that nobody reads to its end keeps its connection. */
    @Override
    public void close() {
        for (InputStream body : bodies) {
            try {
                body.close();
            } catch (IOException e) {
                // It is closed all the same.
            }
        }
        bodies.clear();
    }

    void redirectedAway() {
        redirectedAway = true;
    }

    /** Counts bytes; false when they are too many. */
    boolean receive(int bytes) {
        received += bytes;
        tooLarge |= received > largest;
        return !tooLarge;
    }

    /** The status of the last answer; 0 when there was none. */
    int lastStatus() {
        return lastStatus;
    }

    /** What was missing of the answer to the last request that got none. */
    Optional<NoAnswerException.Kind> noAnswer() {
        return noAnswer;
    }

    boolean wasRedirectedAway() {
        return redirectedAway;
    }

    boolean wasTooLarge() {
        return tooLarge;
    }
}
