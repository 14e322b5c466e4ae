package org.tracehook.githost;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.HostCalls.Host;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.ApiException;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;

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

    private final AppRegistration registration;
    private final Clock clock;
    private final Consumer<String> announce;
    private final Host host;
    private final Map<String, Token> tokens = new HashMap<>();

    /**
     * The App of that registration. It sends nothing before a token is asked for.
     *
     * @param api the URL of GitHub's API
     * @param clock says when a token ends
     * @param announce gets each token before anybody uses it
     */
    public GitHubApp(AppRegistration registration, URI api, Clock clock, Consumer<String> announce) {
        this(registration, api, clock, announce, new Connection());
    }

    GitHubApp(AppRegistration registration, URI api, Clock clock, Consumer<String> announce, Connection connection) {
        this.registration = registration;
        this.clock = clock;
        this.announce = announce;
        this.host = new Host(api, this, new Refusals(api.getHost(), new GitHubApi(), KEY), connection);
    }

    /**
     * The token for the repository of that URL, with which git gets in as {@code x-access-token}.
     *
     * @param refused a token that the host did not accept, so that another one is needed; null for none
     * @throws ApiException if GitHub gives none; the message says why and what to do
     */
    public String token(String repositoryUrl, String refused, Deadline deadline)
            throws ApiException, InterruptedException {
        renew(refused);
        return text(HostedRepository.of(repositoryUrl, URI.create(repositoryUrl).getRawPath(), false), deadline);
    }

    /** One request for a token at a time: the others wait for its answer. */
    @Override
    public synchronized String text(HostedRepository repository, Deadline deadline)
            throws ApiException, InterruptedException {
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

    private Token fetched(HostedRepository repository, Deadline deadline) throws ApiException, InterruptedException {
        HttpAnswer answer = new AppCalls(key(), repository, deadline)
                .postRepeatedly(
                        "/app/installations/" + registration.installationId() + "/access_tokens", wanted(repository));
        try {
            ObjectNode given = answer.json(ApiCalls.LONGEST_ANSWER);
            String text = given.path("token").asText();
            if (!Configured.fitsHeader(text)) {
                throw host.refusals().unreadable("it has no token");
            }
            return new Token(text, Instant.parse(given.path("expires_at").asText()));
        } catch (InvalidJsonException e) {
            throw host.refusals().unreadable(e.getMessage());
        } catch (DateTimeParseException e) {
            throw host.refusals().unreadable("it does not say when its token ends");
        }
    }

    private AppKey key() throws ApiException {
        try {
            return AppKey.of(registration.key().text());
        } catch (SecretUnavailableException e) {
            throw ApiException.refused(KEY + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw ApiException.refused(KEY + " " + e.getMessage());
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

    /** Shows the App's id alone. */
    @Override
    public String toString() {
        return "GitHubApp[" + registration.appId() + "]";
    }

    /** Calls in the App's own name. */
    private final class AppCalls extends HostCalls {

        private final AppKey key;

        private AppCalls(AppKey key, HostedRepository repository, Deadline deadline) {
            super(host, repository, deadline);
            this.key = key;
        }

        @Override
        protected String token(Deadline deadline) {
            return key.jwt(registration.appId(), clock.instant());
        }

        @Override
        protected boolean renew(String refused) {
            return false;
        }

        @Override
        protected ApiException refusal(HttpAnswer answer) {
            String where = host.refusals().where();
            if (Refusals.isBusy(answer)) {
                return super.refusal(answer);
            }
            return switch (answer.status()) {
                case 401 ->
                    ApiException.refused(where + " does not know the App (401): check"
                            + " tracehook.workspace.github-app-id, " + KEY + " and this machine's clock");
                case 404 ->
                    ApiException.refused(where + " has no such installation of the App (404): check"
                            + " tracehook.workspace.github-app-installation-id");
                case 403, 422 ->
                    ApiException.refused(where + " gives the App no token for " + repository.path() + " ("
                            + answer.status()
                            + "): install it on that repository, with the rights Contents, Pull requests and"
                            + " Commit statuses: Read and write, and accept new rights of the App there");
                default -> super.refusal(answer);
            };
        }
    }

    /** A token and its end; it has no {@code toString} that shows it. */
    private record Token(String text, Instant endsAt) {

        @Override
        public String toString() {
            return "Token[until " + endsAt + "]";
        }
    }
}
