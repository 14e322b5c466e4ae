package org.tracehook.viewer;

import java.net.URI;

/**
 * Where the function of this process takes deliveries.
 *
 * @param host a name of this machine
 * @param port from 1 to 65535
 */
public record FunctionAddress(String host, int port) {

    static final String WEBHOOK = "/webhooks/jira";

    /** The address in {@code host:port/path}, as Quarkus names the event server of dev mode. */
    public static FunctionAddress of(String api) {
        URI uri = URI.create("http://" + api);
        return new FunctionAddress(uri.getHost(), uri.getPort());
    }

    /** The URL of that path and query at the function. */
    URI uri(String target) {
        return URI.create("http://" + host + ":" + port + target);
    }
}
