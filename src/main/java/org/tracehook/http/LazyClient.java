package org.tracehook.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;

/**
 * The JDK's HTTP client, made when it is used first, since it starts threads; its connections serve whoever asks for it
 * again. It follows no redirect and asks no proxy.
 */
public final class LazyClient {

    private final Duration connectTimeout;
    private HttpClient client;

    /** A client that waits that long for a connection. */
    public LazyClient(Duration connectTimeout) {
        this.connectTimeout = Objects.requireNonNull(connectTimeout, "connectTimeout");
    }

    /** The client, always the same. */
    public synchronized HttpClient get() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .connectTimeout(connectTimeout)
                    .build();
        }
        return client;
    }
}
