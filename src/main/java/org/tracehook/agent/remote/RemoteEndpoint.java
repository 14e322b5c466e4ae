package org.tracehook.agent.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.agent.remote.RemoteAgentsConfig.RemoteAgentConfig;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.http.WebAddress;

/**
 * A remote agent as the operator configured it.
 *
 * @param name the agent's name
 * @param url where requests are posted; its query may hold a key, so it is never shown
 * @param token by which the agent recognises Tracehook
 * @param timeout how long one attempt may take
 * @param retries how often a request may be sent again, 0 or more
 * @param config the operator's values for the agent
 */
record RemoteEndpoint(
        String name, URI url, Optional<Secret> token, Duration timeout, int retries, Map<String, String> config) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private static final String EXAMPLE = "https://agent.example.org/run";

    /** Takes the place of a faulty URL; RFC 6761 keeps the name from ever being a host. */
    private static final URI NOWHERE = URI.create("https://remote-agent.invalid/");

    /** {@code b64token} of RFC 6750. */
    private static final Pattern TOKEN = Pattern.compile("(?=.{" + Secret.SHORTEST + "})[A-Za-z0-9._~+/-]+=*");

    private static final String TOKEN_SHAPE =
            "must have " + Secret.SHORTEST + " characters or more, of A-Z a-z 0-9 - . _ ~ + / alone, at the end also =";

    RemoteEndpoint {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(timeout, "timeout");
        config = Map.copyOf(config);
    }

    /** Reads the agent of that name; a fault is reported, and leaves a default in the place of the faulty value. */
    static RemoteEndpoint read(String name, RemoteAgentConfig config, boolean onLambda, Faults faults) {
        String property = RemoteAgentsConfig.property(name);
        if (!NAME.matcher(name).matches()) {
            faults.report(property, "must be named with a letter, then at most 63 letters, digits, _ and -");
        }
        URI url = url(property + ".url", config.url(), onLambda, faults);
        checkToken(property + ".token", config.token(), url, faults);
        return new RemoteEndpoint(name, url, config.token(), config.timeout(), config.retries(), config.config());
    }

    private static URI url(String property, String address, boolean onLambda, Faults faults) {
        WebAddress url = WebAddress.of(address, EXAMPLE);
        Optional<String> problem = url.problem(onLambda);
        problem.ifPresent(text -> faults.report(property, text));
        return problem.isEmpty() ? url.uri() : NOWHERE;
    }

    /** Only on this machine may there be no token. */
    private static void checkToken(String property, Optional<Secret> token, URI url, Faults faults) {
        if (token.isEmpty()) {
            if (!WebAddress.isLoopback(url)) {
                faults.report(
                        property,
                        "is missing: write ${VARIABLE} there, set that environment variable, and let the agent ask for it");
            }
        } else if (token.get().isStored()) {
            token.get().check(property, 0, faults);
        } else if (!isBearerToken(token.get().text())) {
            faults.report(property, TOKEN_SHAPE);
        }
    }

    /** Whether a header can carry the text: of one with any other character the JDK would show the whole token. */
    private static boolean isBearerToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /**
     * The value of the {@code Authorization} header.
     *
     * @throws SecretUnavailableException if the token is stored elsewhere and cannot be read, or has another shape
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
        return "RemoteEndpoint[" + name + "]";
    }
}
