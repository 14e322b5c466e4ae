package org.tracehook.agent.remote;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.agent.remote.RemoteAgentsConfig.RemoteAgentConfig;
import org.tracehook.config.Fault;
import org.tracehook.config.Secret;
import org.tracehook.config.Values;
import org.tracehook.http.WebAddress;

/** Reads remote agents from the configuration and reports every fault in them. */
final class EndpointReading {

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int RETRIES = 2;
    private static final int MOST_RETRIES = 10;

    private static final String EXAMPLE = "https://agent.example.org/run";

    /** Takes the place of a faulty URL; RFC 6761 keeps the name from ever being a host. */
    private static final URI NOWHERE = URI.create("https://remote-agent.invalid/");

    private final boolean onLambda;
    private final Values values;

    EndpointReading(boolean onLambda, Consumer<Fault> faults) {
        this.onLambda = onLambda;
        this.values = new Values(faults);
    }

    /** The agent of that name; a fault leaves a default in the place of the faulty value. */
    Endpoint read(String name, RemoteAgentConfig config) {
        String property = RemoteAgentsConfig.property(name);
        if (!NAME.matcher(name).matches()) {
            values.report(property, "must be named with a letter, then at most 63 letters, digits, _ and -");
        }
        URI url = url(property + ".url", config.url());
        checkToken(property + ".token", config.token(), url);
        return new Endpoint(
                name,
                url,
                config.token(),
                values.duration(property + ".timeout", config.timeout(), TIMEOUT),
                values.number(property + ".retries", config.retries(), RETRIES, MOST_RETRIES),
                Values.texts(config.config()));
    }

    private URI url(String property, Optional<String> configured) {
        Optional<String> address =
                values.required(property, configured, "give the agent's address, such as " + EXAMPLE);
        if (address.isEmpty()) {
            return NOWHERE;
        }
        WebAddress url = WebAddress.of(address.get(), EXAMPLE);
        Optional<String> problem = url.problem(onLambda);
        problem.ifPresent(text -> values.report(property, text));
        return problem.isEmpty() ? url.uri() : NOWHERE;
    }

    /** Only on this machine may there be none. */
    private void checkToken(String property, Optional<Secret> token, URI url) {
        token.flatMap(EndpointReading::problem).ifPresent(problem -> values.report(property, problem));
        if (token.isEmpty() && !WebAddress.isLoopback(url)) {
            values.report(
                    property,
                    "is missing: write ${VARIABLE} there, set that environment variable, and let the agent ask for it");
        }
    }

    private static Optional<String> problem(Secret token) {
        if (token.isStored()) {
            return token.problem(0);
        }
        return Endpoint.isBearerToken(token.text()) ? Optional.empty() : Optional.of(Endpoint.TOKEN_SHAPE);
    }
}
