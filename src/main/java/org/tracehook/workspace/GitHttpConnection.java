package org.tracehook.workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.http.LazyClient;
import org.tracehook.http.NoAnswerException;
import org.tracehook.http.StreamingBody;

/**
 * One request of JGit, sent by the JDK's client: an interrupt ends it, and nothing goes to another host than the
 * repository's. What JGit sets up for TLS, proxies and redirects is left to that client, whose defaults are strict.
 */
final class GitHttpConnection extends PlainConnection {

    /** The step's deadline interrupts its thread. */
    private static final Duration UNTIL_INTERRUPTED = Duration.ofNanos(Long.MAX_VALUE);

    private final URL url;
    private final LazyClient client;
    private final GitHttp http;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private HttpResponse<InputStream> response;

    GitHttpConnection(URL url, LazyClient client, GitHttp http) {
        this.url = url;
        this.client = client;
        this.http = http;
    }

    private HttpResponse<InputStream> response() throws IOException {
        if (response == null) {
            response = send();
            http.answered(response.statusCode(), response.body());
            refuseOtherHosts(response);
            refuseEncodings(response);
        }
        return response;
    }

    private HttpResponse<InputStream> send() throws IOException {
        URI uri = URI.create(url.toString());
        if (!http.isOrigin(uri)) {
            http.redirectedAway();
            throw new IOException("not the repository's host");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, publisher());
        headers.forEach(request::setHeader);
        http.credentials().ifPresent(value -> request.setHeader("Authorization", value));
        try {
            return client.send(request.build(), answer -> new StreamingBody(http::receive), UNTIL_INTERRUPTED);
        } catch (NoAnswerException e) {
            http.unanswered(e);
            throw new IOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private HttpRequest.BodyPublisher publisher() {
        return method.equals("POST")
                ? HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())
                : HttpRequest.BodyPublishers.noBody();
    }

    /** JGit follows a redirect by itself, with the same headers; it may stay on the host, where the answer comes from. */
    private void refuseOtherHosts(HttpResponse<InputStream> answer) throws IOException {
        boolean redirects = answer.statusCode() / 100 == 3;
        if (redirects
                && answer.headers()
                        .firstValue("Location")
                        .filter(location -> staysHere(answer.uri(), location))
                        .isEmpty()) {
            http.redirectedAway();
            throw new IOException("redirected to another host");
        }
    }

    /** JGit unfolds such a body without a limit; it was not asked for. */
    private static void refuseEncodings(HttpResponse<InputStream> answer) throws IOException {
        if (answer.headers().firstValue("Content-Encoding").isPresent()) {
            throw new IOException("a body with an encoding");
        }
    }

    private boolean staysHere(URI from, String location) {
        try {
            return http.isOrigin(from.resolve(location));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public int getResponseCode() throws IOException {
        return response().statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return Integer.toString(getResponseCode());
    }

    @Override
    public URL getURL() {
        return url;
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return response == null ? Map.of() : response.headers().map();
    }

    @Override
    public String getHeaderField(String name) {
        return response == null ? null : response.headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return response == null ? List.of() : response.headers().allValues(name);
    }

    @Override
    public String getContentType() {
        return getHeaderField("Content-Type");
    }

    @Override
    public int getContentLength() {
        String length = getHeaderField("Content-Length");
        return length != null && length.matches("[0-9]{1,9}") ? Integer.parseInt(length) : -1;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        InputStream content = response().body();
        if (getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
            throw new IOException("answered " + getResponseCode());
        }
        return content;
    }

    @Override
    public OutputStream getOutputStream() {
        return body;
    }

    @Override
    public void setRequestProperty(String name, String value) {
        boolean ofTheClient = name.equalsIgnoreCase("Content-Length")
                || name.equalsIgnoreCase("Host")
                || name.equalsIgnoreCase("Connection")
                || name.equalsIgnoreCase("Accept-Encoding")
                || name.equalsIgnoreCase("Expect");
        if (!ofTheClient) {
            headers.put(name, value);
        }
    }

    @Override
    public void setRequestMethod(String method) {
        this.method = method;
    }

    @Override
    public String getRequestMethod() {
        return method;
    }

    @Override
    public void connect() throws IOException {
        response();
    }
}
