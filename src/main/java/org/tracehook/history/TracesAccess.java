package org.tracehook.history;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.delivery.Headers;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/**
 * Who may read traces and who may run them again: each needs a token of its own, and neither token does what the other does.
 *
 * @param token the token that reads; empty if nobody may read
 * @param rerunToken the token that runs again; empty if nobody may do that
 */
public record TracesAccess(Optional<Secret> token, Optional<Secret> rerunToken) {

    private static final String READ = "tracehook.traces.token";
    private static final String RERUN = "tracehook.traces.rerun-token";

    /** RFC 6750, with RFC 9110's case-insensitive scheme. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +(\\S+)");

    /**
     * The configured access; faults are reported.
     *
     * @param keepsTraces whether there is a store in which a later invocation finds them
     */
    public static TracesAccess from(TracesConfig config, boolean keepsTraces, Faults faults) {
        config.token().ifPresent(token -> check(READ, token, keepsTraces, faults));
        config.rerunToken().ifPresent(token -> {
            check(RERUN, token, keepsTraces, faults);
            if (config.token().filter(token::isConfiguredAs).isPresent()) {
                faults.report(RERUN, "must differ from " + READ + ": who may read traces may not run them again");
            }
        });
        return new TracesAccess(config.token(), config.rerunToken());
    }

    private static void check(String property, Secret token, boolean keepsTraces, Faults faults) {
        token.check(property, Secret.SHORTEST, faults);
        if (!keepsTraces) {
            faults.report(
                    property,
                    "needs a store that outlives an invocation: set tracehook.store.type (TRACEHOOK_STORE_TYPE) to dynamodb, or take the token out");
        }
    }

    /** Why the request may not read traces; empty if it may. */
    public Optional<Problem> readRefusal(Headers headers) {
        return refusal(headers, token, READ, "read traces");
    }

    /** Why the request may not run a trace again; empty if it may. */
    public Optional<Problem> rerunRefusal(Headers headers) {
        return refusal(headers, rerunToken, RERUN, "run traces again");
    }

    private static Optional<Problem> refusal(Headers headers, Optional<Secret> token, String property, String what) {
        if (token.isEmpty()) {
            return Optional.of(new Problem(
                    ProblemKind.NOT_FOUND,
                    "There is nothing here. To " + what + ", set " + property + " ("
                            + Fault.environmentVariable(property) + ")."));
        }
        try {
            return shows(headers, token.get())
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            ProblemKind.UNAUTHENTICATED,
                            "Send the token of " + property + " as Authorization: Bearer."));
        } catch (SecretUnavailableException e) {
            return Optional.of(e.problem("Nobody can " + what));
        }
    }

    private static boolean shows(Headers headers, Secret token) {
        return headers.only("authorization")
                .map(BEARER::matcher)
                .filter(Matcher::matches)
                .filter(bearer -> token.is(bearer.group(1)))
                .isPresent();
    }
}
