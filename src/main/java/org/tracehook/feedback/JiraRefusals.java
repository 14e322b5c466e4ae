package org.tracehook.feedback;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.tracehook.deadline.Seconds;
import org.tracehook.http.ApiException;
import org.tracehook.http.ApiException.Kind;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/** Says what an answer of Jira's means that is no success, and what to do. Nothing of the answer is quoted. */
final class JiraRefusals {

    private JiraRefusals() {}

    static ApiException lost(NoAnswerException cause, Duration waited) {
        String problem =
                switch (cause.reason()) {
                    case SILENT -> "Jira did not answer within " + Seconds.of(waited) + " s";
                    case UNREACHED, UNTRUSTED ->
                        "Jira cannot be reached: " + cause.getMessage() + "; check tracehook.feedback.base-url";
                    case NO_HTTP -> "Jira did not answer with HTTP: check tracehook.feedback.base-url";
                    case BROKEN -> "Jira's answer cannot be read: " + cause.getMessage();
                };
        return ApiException.lost(problem);
    }

    /** Of a status that says it was done; perhaps somebody else than Jira answered. */
    static ApiException unreadable(HttpAnswer answer, InvalidJsonException cause) {
        return ApiException.lost("Jira's answer (" + answer.status() + ") cannot be read: " + cause.getMessage()
                + "; check tracehook.feedback.base-url, and whether a login page is in between");
    }

    /** Of a status that says it was not done, or nothing. */
    static ApiException of(HttpAnswer answer) {
        int status = answer.status();
        if (status == 429 || status == 503 || status == 409) {
            return busy(answer);
        }
        return new ApiException(
                status >= 500 || status == 408 || status == 425 ? Kind.LOST : Kind.REFUSED,
                message(answer),
                answer.retryAfter().orElse(Duration.ZERO));
    }

    /** A quota is counted by the hour: waiting does not help a run. */
    private static ApiException busy(HttpAnswer answer) {
        String reason =
                answer.headers().firstValue("RateLimit-Reason").orElse("").toLowerCase(Locale.ROOT);
        if (answer.status() == 429 && reason.contains("quota")) {
            return ApiException.refused("the quota of calls that Jira allows is used up (429)");
        }
        String wait = answer.retryAfter()
                .map(pause -> " and asks to wait " + Seconds.of(pause) + " s")
                .orElse("");
        return new ApiException(
                Kind.BUSY,
                "Jira is busy (" + answer.status() + ")" + wait,
                answer.retryAfter().orElse(Duration.ZERO));
    }

    private static String message(HttpAnswer answer) {
        return switch (answer.status()) {
            case 400 ->
                "Jira does not take what was sent (400)"
                        + (isTooLong(answer)
                                ? ": the comment is too long, lower tracehook.feedback.max-comment-length"
                                : "");
            case 401 ->
                "Jira does not accept the credentials (401): check tracehook.feedback.token, whether it expired, and on"
                        + " Cloud tracehook.feedback.email";
            case 403 ->
                "the account may not do this (403): "
                        + (answer.headers()
                                        .firstValue("X-Authentication-Denied-Reason")
                                        .isPresent()
                                ? "Jira wants a CAPTCHA after failed logins, log in once in a browser with the account"
                                : "it needs Browse projects, Add comments, Edit own comments and Transition issues");
            case 404 ->
                "the account finds nothing there (404): the issue was deleted, or the account may not see it; wrong"
                        + " credentials look so too, and a base URL without its context path";
            case 413 -> "what was sent is too large (413): lower tracehook.feedback.max-comment-length";
            default ->
                answer.status() / 100 == 3
                        ? "Jira answered with a redirect (" + answer.status() + "): none is followed, check"
                                + " tracehook.feedback.base-url, and whether a login page is in between"
                        : "Jira failed (" + answer.status() + ")";
        };
    }

    /** In Jira's English; in another language the status has to do. */
    private static boolean isTooLong(HttpAnswer answer) {
        return answer.body()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .filter(text -> text.contains("too long") || text.contains("exceeds"))
                .isPresent();
    }
}
