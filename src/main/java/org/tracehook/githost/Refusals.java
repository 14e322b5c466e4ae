package org.tracehook.githost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import org.tracehook.deadline.Seconds;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.ApiException;
import org.tracehook.http.ApiException.Kind;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/**
 * Says what an answer of a git host means that is no success, and what an operator can do about it.
 *
 * @param where the host of the API
 * @param api of that host
 * @param property which holds the token
 */
record Refusals(String where, HostApi api, String property) {

    private static final String API_URL = "tracehook.pull-request.api-url";

    /** Whole or not at all: in a part of it, half a secret would not be recognised. */
    private static final int LONGEST_WORDS = 500;

    ApiException of(HttpAnswer answer, HostedRepository repository) {
        int status = answer.status();
        Duration wait = answer.retryAfter().orElse(Duration.ZERO);
        if (isBusy(answer)) {
            String asked = wait.isZero() ? "" : " and asks to wait " + Seconds.of(wait) + " s";
            return new ApiException(Kind.BUSY, where + " is busy (" + status + ")" + asked, wait);
        }
        if (status >= 500 || status == 408) {
            return new ApiException(Kind.LOST, where + " failed (" + status + "): try again later", wait);
        }
        if (status == 409 || status == 422 || status == 400) {
            return new ApiException(Kind.CONFLICT, conflict(answer), wait);
        }
        return ApiException.refused(message(status, repository));
    }

    /** Whether it may be asked again later. GitHub says that too many requests came with 403. */
    static boolean isBusy(HttpAnswer answer) {
        return answer.status() == 429 || answer.status() == 503 || isRateLimit(answer);
    }

    private static boolean isRateLimit(HttpAnswer answer) {
        return answer.status() == 403
                && (answer.retryAfter().isPresent()
                        || answer.headers()
                                .firstValue("x-ratelimit-remaining")
                                .filter("0"::equals)
                                .isPresent());
    }

    private String conflict(HttpAnswer answer) {
        String words = words(answer).orElse("it gives no reason");
        return where + " does not take what was sent (" + answer.status() + "): " + words
                + (words.contains("Draft pull requests are not supported")
                        ? "; set tracehook.pull-request.draft=false"
                        : "");
    }

    /** One line of the host's own words. */
    private Optional<String> words(HttpAnswer answer) {
        try {
            ObjectNode refusal = answer.json(ApiCalls.LONGEST_ANSWER);
            return Optional.of(api.words(refusal)
                            .replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ")
                            .strip())
                    .filter(words -> !words.isEmpty() && words.length() <= LONGEST_WORDS);
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
    }

    private String message(int status, HostedRepository repository) {
        return switch (status) {
            case 401 -> where + " does not accept the token (401): check " + property + ", and whether it expired";
            case 403 ->
                where + " does not let the token do this (403): give the token of " + property + " these rights on "
                        + repository.path() + ": " + api.rights();
            case 404, 410 ->
                where + " has no repository " + repository.path() + " that the token may see (" + status
                        + "): check tracehook.workspace.repository, and that " + property
                        + " may read and write there: " + api.rights();
            default ->
                status / 100 == 3
                        ? where + " answered with a redirect (" + status + "), and none is followed: check " + API_URL
                                + ", and whether the repository was renamed or moved"
                        : where + " refused the request (" + status + "): check " + API_URL;
        };
    }

    /** An answer of success that is not what the API gives. */
    ApiException unreadable(String why) {
        return ApiException.lost("the answer of " + where + " cannot be read: " + why + "; check " + API_URL
                + ", and whether a login page is in between");
    }

    ApiException lost(NoAnswerException cause, Duration waited) {
        return ApiException.lost(
                switch (cause.reason()) {
                    case SILENT -> where + " did not answer within " + Seconds.of(waited) + " s";
                    case UNREACHED, UNTRUSTED -> where + " cannot be reached: " + cause.getMessage();
                    case NO_HTTP -> where + " did not answer with HTTP: check " + API_URL;
                    case BROKEN -> "the answer of " + where + " cannot be read: " + cause.getMessage();
                });
    }

    /** What is said when no time is left. */
    String late() {
        return "there was no time left to ask " + where;
    }
}
