package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.HttpAnswer;

/** REST API of Bitbucket Cloud, version 2.0. */
final class BitbucketApi implements HostApi {

    /** An access token is sent alone, an API token with the mail address of its account. */
    @Override
    public List<String> authorization(String token) {
        return List.of(
                "Authorization",
                token.indexOf(':') < 0
                        ? "Bearer " + token
                        : "Basic " + Base64.getEncoder().encodeToString(token.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public String openRequests(HostedRepository repository, String branch) {
        String query = "source.branch.name=\"" + branch.replaceAll("[\"\\\\]", "") + "\" AND state=\"OPEN\"";
        return requests(repository) + "?pagelen=" + PAGE + "&q=" + HostedRepository.encoded(query);
    }

    @Override
    public JsonNode listed(HttpAnswer page) {
        return page.json(ApiCalls.LONGEST_ANSWER).path("values");
    }

    @Override
    public boolean isOf(JsonNode request, HostedRepository repository, String branch) {
        return request.at("/source/branch/name").asText().equals(branch)
                && repository.isAt(request.at("/source/repository/full_name").asText());
    }

    @Override
    public String requests(HostedRepository repository) {
        return "/repositories/" + repository.path() + "/pullrequests";
    }

    @Override
    public ObjectNode document(Proposal proposal, boolean draft) {
        ObjectNode document = HostApi.document()
                .put("title", proposal.title())
                .put("description", proposal.body())
                .put("draft", draft);
        document.putObject("source").putObject("branch").put("name", proposal.branch());
        document.putObject("destination").putObject("branch").put("name", proposal.base());
        return document;
    }

    @Override
    public Optional<PullRequest> created(JsonNode answer, HostedRepository repository) {
        return PullRequest.of(answer.path("id"), answer.at("/links/html/href"), repository);
    }

    @Override
    public String statuses(HostedRepository repository, String commit) {
        return "/repositories/" + repository.path() + "/commit/" + commit + "/statuses/build";
    }

    /** A status needs a link: without one to the log, it leads to the commit. */
    @Override
    public ObjectNode document(CommitStatus status, HostedRepository repository) {
        String commit = repository.page() + "/commits/" + status.commit();
        return HostApi.document()
                .put("key", CommitStatus.NAME)
                .put("state", status.succeeded() ? "SUCCESSFUL" : "FAILED")
                .put("name", "Tracehook")
                .put("description", status.description())
                .put("url", status.link().orElse(commit));
    }

    /** {@code {"type": "error", "error": {"message": "There are no changes to be pulled"}}}. */
    @Override
    public String words(JsonNode refusal) {
        return refusal.at("/error/message").asText();
    }

    @Override
    public String rights() {
        return "Repositories and Pull requests: Write";
    }
}
