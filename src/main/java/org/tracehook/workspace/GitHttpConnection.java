package org.tracehook.workspace;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.TrustManager;
import org.eclipse.jgit.transport.http.HttpConnection;

/**
 * One request, with the interface that JGit expects. What JGit sets for TLS, proxies, redirects and timeouts is ignored: the
 * client that sends the request has strict defaults.
 */
final class GitHttpConnection implements HttpConnection {

    /** Headers that the client sets itself, and one that would ask for a packed body. */
    private static final Set<String> OF_CLIENT =
            Set.of("content-length", "host", "connection", "accept-encoding", "expect");

    private final URL url;
    private final GitHttp http;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private String method = "GET";
    private HttpResponse<InputStream> answer;

    GitHttpConnection(URL url, GitHttp http) {
        this.url = url;
        this.http = http;
    }

    @Override
    public void connect() throws IOException {
        if (answer != null) {
            return;
        }
        URI uri = URI.create(url.toString());
        BodyPublisher sent =
                method.equals("POST") ? BodyPublishers.ofByteArray(body.toByteArray()) : BodyPublishers.noBody();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, sent);
        headers.forEach(request::setHeader);
        answer = http.send(uri, request);
    }

    @Override
    public int getResponseCode() throws IOException {
        connect();
        return answer.statusCode();
    }

    @Override
    public String getResponseMessage() throws IOException {
        return Integer.toString(getResponseCode());
    }

    @Override
    public InputStream getInputStream() throws IOException {
        if (getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST) {
            throw new IOException("answered " + getResponseCode());
        }
        return answer.body();
    }

    @Override
    public Map<String, List<String>> getHeaderFields() {
        return answer == null ? Map.of() : answer.headers().map();
    }

    @Override
    public String getHeaderField(String name) {
        return answer == null ? null : answer.headers().firstValue(name).orElse(null);
    }

    @Override
    public List<String> getHeaderFields(String name) {
        return answer == null ? List.of() : answer.headers().allValues(name);
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
    public URL getURL() {
        return url;
    }

    @Override
    public OutputStream getOutputStream() {
        return body;
    }

    @Override
    public void setRequestProperty(String name, String value) {
        if (!OF_CLIENT.contains(name.toLowerCase(Locale.ROOT))) {
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
    public boolean usingProxy() {
        return false;
    }

    @Override
    public void setUseCaches(boolean use) {
        // The client has no cache.
    }

    @Override
    public void setConnectTimeout(int millis) {
        // The client has its own.
    }

    @Override
    public void setReadTimeout(int millis) {
        // The interrupt of the step ends a request.
    }

    @Override
    public void setInstanceFollowRedirects(boolean follow) {
        // The client never does.
    }

    @Override
    public void setDoOutput(boolean output) {
        // Only a POST has a body.
    }

    @Override
    public void setFixedLengthStreamingMode(int length) {
        // The body is sent as a whole.
    }

    @Override
    public void setChunkedStreamingMode(int length) {
        // The body is sent as a whole.
    }

    @Override
    public void configure(KeyManager[] keys, TrustManager[] trust, SecureRandom random) {
        // JGit calls this only to switch verification off.
    }

    @Override
    public void setHostnameVerifier(HostnameVerifier verifier) {
        // JGit calls this only to switch verification off.
    }
}
