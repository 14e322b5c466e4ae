package org.tracehook.agent.remote;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tracehook.config.Secret;

/**
 * A remote agent as the operator configured it.
 *
 * @param name the agent's name
 * @param url where requests are posted; its query may hold a key, so it is never shown
 * @param token what the agent knows us by
 * @param timeout how long one attempt may take
 * @param retries how often a request may be sent again, 0 or more
 * @param config the operator's values for the agent
 */
record Endpoint(
        String name, URI url, Optional<Secret> token, Duration timeout, int retries, Map<String, String> config) {

    Endpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        config = Map.copyOf(config);
    }

    /** The value of the {@code Authorization} header. */
    Optional<String> authorization() {
        return token.map(secret -> "Bearer " + new String(secret.bytes(), StandardCharsets.US_ASCII));
    }

    /** The full name of one of the agent's properties. */
    String property(String key) {
        return RemoteAgentsConfig.property(name) + "." + key;
    }

    /** Names the agent, never its URL, token or values. */
    @Override
    public String toString() {
        return "Endpoint[" + name + "]";
    }
}
