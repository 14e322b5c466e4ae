package org.tracehook.workspace;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.tracehook.http.Exchange;
import org.tracehook.http.NoAnswerException;
import org.tracehook.http.WebAddress;

/**
 * Sends the requests of one step to one git host, and remembers how they were answered, since JGit's exceptions do not say it
 * by type. Nothing is sent to another host, and an interrupt ends a request.
 */
final class GitHttp implements HttpConnectionFactory, Closeable {

    private final Exchange exchange;
    private final String origin;
    private Credentials credentials;
    private final long largest;
    private final List<InputStream> bodies = new ArrayList<>();
    private long received;
    private int lastStatus;
    private Optional<NoAnswerException.Reason> noAnswer = Optional.empty();
    private Optional<WorkspaceException> noToken = Optional.empty();
    private boolean redirectedAway;
    private boolean tooLarge;

    /**
     * Connections to one origin.
     *
     * @param exchange sends the requests
     * @param origin as {@link RepositoryUrl#origin()} has it
     * @param credentials which the origin may get
     * @param largest how many bytes may be received in all
     */
    GitHttp(Exchange exchange, String origin, Credentials credentials, long largest) {
        this.exchange = exchange;
        this.origin = origin;
        this.credentials = credentials;
        this.largest = largest;
    }

    /** Whether requests carry a password or token. */
    boolean hasCredentials() {
        return credentials.user() != null;
    }

    @Override
    public HttpConnection create(URL url) {
        return new GitHttpConnection(url, this);
    }

    @Override
    public HttpConnection create(URL url, Proxy proxy) {
        return create(url);
    }

    /**
     * Sends a request of JGit's, with the credentials.
     *
     * @return the answer, whose body still arrives; {@link #close} closes the body at the latest
     * @throws IOException if there is no answer, or it must not be read, or this thread is interrupted, which it stays
     */
    HttpResponse<InputStream> send(URI uri, HttpRequest.Builder request) throws IOException {
        if (!isOrigin(uri)) {
            redirectedAway = true;
            throw new IOException("not the repository's host");
        }
        if (credentials.isToBeFetched()) {
            credentials = renewed(credentials.renewal());
        }
        HttpResponse<InputStream> answer = authorized(request);
        if (answer.statusCode() == HttpURLConnection.HTTP_UNAUTHORIZED && credentials.renewal() != null) {
            credentials = renewed(null);
            answer = authorized(request);
        }
        lastStatus = answer.statusCode();
        refuseOtherHosts(answer);
        refuseEncodings(answer);
        return answer;
    }

    private HttpResponse<InputStream> authorized(HttpRequest.Builder request) throws IOException {
        credentials.header().ifPresent(value -> request.setHeader("Authorization", value));
        HttpResponse<InputStream> answer = open(request.build());
        bodies.add(answer.body());
        return answer;
    }

    /** The same with another token, and with {@code next} to renew that. */
    private Credentials renewed(Renewal next) throws IOException {
        try {
            String token = credentials.renewal().instead(credentials.password());
            return new Credentials(credentials.user(), token, next);
        } catch (WorkspaceException e) {
            noToken = Optional.of(e);
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private HttpResponse<InputStream> open(HttpRequest request) throws IOException {
        try {
            return exchange.open(request, this::mayCome);
        } catch (NoAnswerException e) {
            noAnswer = Optional.of(e.reason());
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private boolean mayCome(int bytes) {
        received += bytes;
        tooLarge |= received > largest;
        return !tooLarge;
    }

    /** JGit follows redirects itself and sends the same headers. A redirect within the host is allowed. */
    private void refuseOtherHosts(HttpResponse<InputStream> answer) throws IOException {
        if (answer.statusCode() / 100 != 3) {
            return;
        }
        Optional<String> location = answer.headers().firstValue("Location");
        if (location.isEmpty() || !staysHere(answer.uri(), location.get())) {
            redirectedAway = true;
            throw new IOException("redirected to another host");
        }
    }

    /** JGit would unpack such a body without a limit. No request asks for one. */
    private static void refuseEncodings(HttpResponse<InputStream> answer) throws IOException {
        if (answer.headers().firstValue("Content-Encoding").isPresent()) {
            throw new IOException("a body with an encoding");
        }
    }

    private boolean staysHere(URI from, String location) {
        try {
            return isOrigin(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private boolean isOrigin(URI uri) {
        return WebAddress.origin(uri).equals(origin);
    }

    /** Closes the bodies that JGit left open: one that is not read to its end keeps its connection. */
    @Override
    public void close() {
        for (InputStream body : bodies) {
            try {
                body.close();
            } catch (IOException e) {
                // The connection is closed in any case.
            }
        }
        bodies.clear();
    }

    long largest() {
        return largest;
    }

    /** The status of the last answer; 0 when there was none. */
    int lastStatus() {
        return lastStatus;
    }

    /** Why the last request without an answer got none. */
    Optional<NoAnswerException.Reason> noAnswer() {
        return noAnswer;
    }

    /** Why there was no other token when the host refused one. */
    Optional<WorkspaceException> noToken() {
        return noToken;
    }

    boolean wasRedirectedAway() {
        return redirectedAway;
    }

    boolean wasTooLarge() {
        return tooLarge;
    }

    /**
     * What the host lets somebody in with.
     *
     * @param user the name; null for nobody's
     * @param password or token; null for a token that is still to be fetched
     * @param renewal fetches a token, and another one when the host refuses it; null when there is only this one
     */
    record Credentials(String user, String password, Renewal renewal) {

        static final Credentials NONE = new Credentials(null, null, null);

        private boolean isToBeFetched() {
            return password == null && renewal != null;
        }

        private Optional<String> header() {
            return Optional.ofNullable(user)
                    .map(name -> (name + ":" + password).getBytes(StandardCharsets.UTF_8))
                    .map(bytes -> "Basic " + Base64.getEncoder().encodeToString(bytes));
        }

        @Override
        public String toString() {
            return "Credentials[" + user + "]";
        }
    }

    /** Gives a token, instead of one that was refused if that is not null. */
    @FunctionalInterface
    interface Renewal {

        String instead(String refused) throws WorkspaceException, InterruptedException;
    }
}
