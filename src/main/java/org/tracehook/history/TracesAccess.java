package org.tracehook.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.delivery.Headers;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/**
 * Who may read traces: callers with the token, and nobody while none is configured.
 *
 * @param token empty for nobody
 */
public record TracesAccess(Optional<Secret> token) {

    private static final String PROPERTY = "tracehook.traces.token";

    /** RFC 6750, with RFC 9110's case-insensitive scheme. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+)");

    /**
     * The configured access; faults are reported.
     *
     * @param keepsTraces whether there is a store in which a later invocation finds them
     */
    public static TracesAccess from(TracesConfig config, boolean keepsTraces, Faults faults) {
        config.token().ifPresent(token -> token.check(PROPERTY, Secret.SHORTEST, faults));
        if (config.token().isPresent() && !keepsTraces) {
            faults.report(
                    PROPERTY,
                    "needs a store that outlives an invocation: set tracehook.store.type (TRACEHOOK_STORE_TYPE) to dynamodb, or take the token out");
        }
        return new TracesAccess(config.token());
    }

    /** Why the request is not answered; empty if it is. */
    public Optional<Problem> refusal(Headers headers) {
        if (token.isEmpty()) {
            return Optional.of(new Problem(
                    ProblemKind.NOT_FOUND,
                    "There is nothing here. To read traces, set " + PROPERTY + " (TRACEHOOK_TRACES_TOKEN)."));
        }
        try {
            return refusal(headers, token.get());
        } catch (SecretUnavailableException e) {
            return Optional.of(e.problem("Nobody can read traces"));
        }
    }

    private static Optional<Problem> refusal(Headers headers, Secret token) {
        boolean shown = headers.only("authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .filter(bearer -> token.is(bearer.group(1)))
                .isPresent();
        return shown
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemKind.UNAUTHENTICATED, "Send the token of " + PROPERTY + " as Authorization: Bearer."));
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "TracesAccess[" + (token.isPresent() ? "by token" : "off") + "]";
    }
}
