package org.tracehook.agent.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;

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

    /** A shorter token can be guessed. */
    private static final int SHORTEST_TOKEN = 16;

    /** {@code b64token} of RFC 6750. */
    private static final Pattern TOKEN = Pattern.compile("(?=.{" + SHORTEST_TOKEN + "})[A-Za-z0-9._~+/-]+=*");

    static final String TOKEN_SHAPE =
            "must have " + SHORTEST_TOKEN + " characters or more, of A-Z a-z 0-9 - . _ ~ + / alone, at the end also =";

    Endpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        config = Map.copyOf(config);
    }

    /** Whether a request can carry the text: of a character that no header can have, the JDK would show the whole token. */
    static boolean isBearerToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @throws SecretUnavailableException if the token is kept elsewhere and cannot be had or used
     */
    Optional<String> authorization() {
        return token.map(secret -> "Bearer " + usable(secret));
    }

    private String usable(Secret secret) {
        String text;
        try {
            text = secret.text();
        } catch (SecretUnavailableException e) {
            throw new SecretUnavailableException(property("token") + " cannot be read: " + e.getMessage(), e);
        }
        if (!isBearerToken(text)) {
            throw new SecretUnavailableException(property("token") + " " + TOKEN_SHAPE);
        }
        return text;
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
