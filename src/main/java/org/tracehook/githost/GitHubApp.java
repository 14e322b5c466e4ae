package org.tracehook.githost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.GitHostException.Kind;
import org.tracehook.http.Exchange;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/**
 * A GitHub App, installed on an account: it gets tokens that hold for an hour, for one repository each, and with no other
 * rights than contents, pull requests and commit statuses.
 *
 * @see <a href="https://docs.github.com/en/rest/apps/apps#create-an-installation-access-token-for-an-app">GitHub's API</a>
 */
public final class GitHubApp implements HostToken {

    /** The property with the key. */
    public static final String KEY = "tracehook.workspace.github-app-key";

    /** A step that begins now has time enough with a token that holds for that much longer. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    private static final int LONGEST_ANSWER = 256 << 10;
    private static final int MOST_ATTEMPTS = 6;

    private final AppRegistration registration;
    private final URI api;
    private final Clock clock;
    private final Consumer<String> announce;
    private final Exchange exchange;
    private final Backoff backoff;
    private final Map<String, Token> tokens = new HashMap<>();

    /**
     * The App of that registration. It sends nothing before a token is asked for.
     *
     * @param api the URL of GitHub's API
     * @param clock says when a token ends
     * @param announce gets each token before anybody uses it
     */
    public GitHubApp(AppRegistration registration, URI api, Clock clock, Consumer<String> announce) {
        this(registration, api, clock, announce, Backoff.betweenRequests());
    }

    GitHubApp(AppRegistration registration, URI api, Clock clock, Consumer<String> announce, Backoff backoff) {
        this.registration = registration;
        this.api = api;
        this.clock = clock;
        this.announce = announce;
        this.exchange = new Exchange();
        this.backoff = backoff;
    }

    /**
     * The token for the repository of that URL, with which git gets in as {@code x-access-token}.
     *
     * @param refused a token that the host did not accept, so that another one is needed; null for none
     * @throws GitHostException if GitHub gives none; the message says why and what to do
     */
    public String token(String repositoryUrl, String refused, Deadline deadline)
            throws GitHostException, InterruptedException {
        renew(refused);
        return text(HostedRepository.of(repositoryUrl, URI.create(repositoryUrl).getRawPath(), false), deadline);
    }

    /** One request for a token at a time: the others wait for its answer. */
    @Override
    public synchronized String text(HostedRepository repository, Deadline deadline)
            throws GitHostException, InterruptedException {
        Token known = tokens.get(repository.path());
        if (known == null || !clock.instant().isBefore(known.endsAt().minus(EARLY))) {
            known = fetched(repository, deadline);
            announce.accept(known.text());
            tokens.put(repository.path(), known);
        }
        return known.text();
    }

    @Override
    public synchronized boolean renew(String refused) {
        tokens.values().removeIf(token -> token.text().equals(refused));
        return true;
    }

    @Override
    public String property() {
        return KEY;
    }

    private Token fetched(HostedRepository repository, Deadline deadline)
            throws GitHostException, InterruptedException {
        AppKey key = key();
        for (int attempts = 1; ; attempts++) {
            try {
                return fetch(repository, key, deadline.remaining());
            } catch (GitHostException e) {
                if (e.kind() != Kind.BUSY && e.kind() != Kind.LOST
                        || attempts >= MOST_ATTEMPTS
                        || !backoff.pause(attempts, e.retryAfter(), deadline)) {
                    throw e;
                }
            }
        }
    }

    private AppKey key() throws GitHostException {
        try {
            return AppKey.of(registration.key().text());
        } catch (SecretUnavailableException e) {
            throw GitHostException.refused(KEY + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw GitHostException.refused(KEY + " " + e.getMessage());
        }
    }

    private Token fetch(HostedRepository repository, AppKey key, Duration time)
            throws GitHostException, InterruptedException {
        URI address = URI.create(api + "/app/installations/" + registration.installationId() + "/access_tokens");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + key.jwt(registration.appId(), clock.instant()))
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header("User-Agent", "Tracehook")
                .POST(BodyPublishers.ofString(wanted(repository).toString()))
                .build();
        Refusals refusals = new Refusals(api.getHost(), new GitHubApi(), KEY);
        try {
            HttpAnswer answer = exchange.send(request, status -> status / 100 == 5 ? 0 : LONGEST_ANSWER, time);
            if (answer.status() != 201) {
                throw refused(answer, repository, refusals);
            }
            ObjectNode given = answer.json(LONGEST_ANSWER);
            String text = given.path("token").asText();
            if (!Configured.fitsHeader(text)) {
                throw refusals.unreadable("it has no token");
            }
            return new Token(text, Instant.parse(given.path("expires_at").asText()));
        } catch (InvalidJsonException e) {
            throw refusals.unreadable(e.getMessage());
        } catch (DateTimeParseException e) {
            throw refusals.unreadable("it does not say when its token ends");
        } catch (NoAnswerException e) {
            throw refusals.lost(e, time);
        }
    }

    private static ObjectNode wanted(HostedRepository repository) {
        ObjectNode wanted = HostApi.document();
        wanted.putArray("repositories").add(repository.name());
        wanted.putObject("permissions")
                .put("contents", "write")
                .put("pull_requests", "write")
                .put("statuses", "write");
        return wanted;
    }

    private GitHostException refused(HttpAnswer answer, HostedRepository repository, Refusals refusals) {
        String where = api.getHost();
        if (Refusals.isBusy(answer)) {
            return refusals.of(answer, repository);
        }
        return switch (answer.status()) {
            case 401 ->
                GitHostException.refused(where + " does not know the App (401): check"
                        + " tracehook.workspace.github-app-id, " + KEY + " and this machine's clock");
            case 404 ->
                GitHostException.refused(where + " has no such installation of the App (404): check"
                        + " tracehook.workspace.github-app-installation-id");
            case 403, 422 ->
                GitHostException.refused(where + " gives the App no token for " + repository.path() + " ("
                        + answer.status()
                        + "): install it on that repository, with the rights Contents, Pull requests and"
                        + " Commit statuses: Read and write, and accept new rights of the App there");
            default -> refusals.of(answer, repository);
        };
    }

    /** Shows the App's id alone. */
    @Override
    public String toString() {
        return "GitHubApp[" + registration.appId() + "]";
    }

    /** A token and its end; it has no {@code toString} that shows it. */
    private record Token(String text, Instant endsAt) {

        @Override
        public String toString() {
            return "Token[until " + endsAt + "]";
        }
    }
}
