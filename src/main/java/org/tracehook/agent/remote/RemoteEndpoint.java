package org.tracehook.agent.remote;

import java.net.URI;
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
 * @param config how it is called; the query of its URL may hold a key, so the URL is never shown
 * @param isAuthor whether a rule takes code from it
 */
record RemoteEndpoint(String name, RemoteAgentConfig config, boolean isAuthor) {

    /** The longest reply, in bytes: 256 KB. */
    static final int LONGEST_REPLY = 256 << 10;

    /** The longest reply that holds code, in bytes: 2 MB. */
    static final int LONGEST_WITH_CODE = 2 << 20;

    /** {@code b64token} of RFC 6750. */
    private static final Pattern TOKEN = Pattern.compile("(?=.{" + Secret.SHORTEST + "})[A-Za-z0-9._~+/-]+=*");

    private static final String TOKEN_SHAPE =
            "must have " + Secret.SHORTEST + " characters or more, of A-Z a-z 0-9 - . _ ~ + / alone, at the end also =";

    /**
     * Reports what is wrong with name, URL and token.
     *
     * @param onLambda whether this process is a Lambda function, where plain HTTP is a fault on loopback too
     */
    void check(boolean onLambda, Faults faults) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
            faults.report(
                    RemoteAgentsConfig.property(name),
                    "must be named with a letter, then at most 63 letters, digits, _ and -");
        }
        Optional<String> problem =
                WebAddress.of(config.url(), "https://agent.example.org/run").problem(onLambda);
        problem.ifPresent(text -> faults.report(property("url"), text));
        if (config.token().isPresent()) {
            checkToken(config.token().get(), faults);
        } else if (problem.isPresent() || !WebAddress.isLoopback(url())) {
            faults.report(
                    property("token"),
                    "is missing: write ${VARIABLE} there, set that environment variable, and let the agent ask for it");
        }
    }

    private void checkToken(Secret token, Faults faults) {
        token.check(property("token"), 0, faults);
        if (!token.isStored() && !isBearerToken(token.text())) {
            faults.report(property("token"), TOKEN_SHAPE);
        }
    }

    /** How long the agent's reply may be, in bytes. */
    int longestReply() {
        return isAuthor ? LONGEST_WITH_CODE : LONGEST_REPLY;
    }

    /** Where requests are posted. */
    URI url() {
        return URI.create(config.url());
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
        return config.token().map(secret -> "Bearer " + usable(secret));
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
