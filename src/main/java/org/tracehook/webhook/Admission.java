package org.tracehook.webhook;

import java.util.Optional;
import java.util.regex.Pattern;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.delivery.Delivery;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.intent.Verdict;
import org.tracehook.jira.JiraEvent;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** Checks a delivery before its content is used: size, authenticity, media type, JSON, in that order. */
public final class Admission {

    private static final Pattern JSON = Pattern.compile(
            "application/json(?:\\s*;\\s*charset\\s*=\\s*\"?utf-8\"?)?\\s*;?", Pattern.CASE_INSENSITIVE);

    private final WebhookConfig config;
    private final boolean paused;
    private final Authenticity authenticity;
    private final ServedSites sites;

    /**
     * Checks deliveries.
     *
     * @param paused whether every authentic delivery is ignored
     */
    public Admission(WebhookConfig config, boolean paused, Authenticity authenticity, ServedSites sites) {
        this.config = config;
        this.paused = paused;
        this.authenticity = authenticity;
        this.sites = sites;
    }

    Result admit(Delivery delivery) {
        long longest = config.maxBodySize().asLongValue();
        if (delivery.body().length > longest) {
            return refused(
                    ProblemKind.TOO_LARGE,
                    "The body has " + delivery.body().length + " bytes, more than the " + longest
                            + " of tracehook.webhook.max-body-size (TRACEHOOK_WEBHOOK_MAX_BODY_SIZE).");
        }
        return refusal(delivery).<Result>map(Refused::new).orElseGet(() -> authentic(delivery));
    }

    private Optional<Problem> refusal(Delivery delivery) {
        try {
            return authenticity.refusal(delivery).map(why -> new Problem(ProblemKind.UNAUTHENTICATED, why));
        } catch (SecretUnavailableException e) {
            return Optional.of(e.problem("A delivery could not be checked"));
        }
    }

    private Result authentic(Delivery delivery) {
        if (paused) {
            return new Ignored(Verdict.reason("paused", "tracehook.paused (TRACEHOOK_PAUSED) false", "true"));
        }
        if (delivery.body().length == 0) {
            return new Ignored(Verdict.reason("body", "a body: untick \"Exclude body\" in Jira's webhook", "no body"));
        }
        if (delivery.headers()
                .only("content-type")
                .filter(type -> JSON.matcher(type).matches())
                .isEmpty()) {
            return refused(ProblemKind.UNSUPPORTED_TYPE, "Send the body with Content-Type: application/json.");
        }
        return parsed(delivery);
    }

    private Result parsed(Delivery delivery) {
        try {
            JiraEvent event = JiraEvent.parse(delivery.body(), delivery.pathKey());
            return sites.refusal(event.sites())
                    .map(why -> refused(ProblemKind.UNAUTHENTICATED, why))
                    .orElseGet(() -> new Admitted(event));
        } catch (InvalidJsonException e) {
            return refused(ProblemKind.MALFORMED, e.getMessage());
        }
    }

    private static Result refused(ProblemKind kind, String detail) {
        return new Refused(new Problem(kind, detail));
    }

    /** The result of the checks. */
    sealed interface Result {}

    /** The delivery passed all checks. */
    record Admitted(JiraEvent event) implements Result {}

    /** The delivery is authentic, but runs nothing. */
    record Ignored(Verdict reason) implements Result {}

    /** The delivery failed a check. */
    record Refused(Problem problem) implements Result {}
}
