package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.tracehook.githost.PullRequest.Proposal;

/** REST API of GitLab, version 4. A pull request is a merge request there. */
final class GitLabApi implements HostApi {

    @Override
    public List<String> authorization(String token) {
        return List.of("PRIVATE-TOKEN", token);
    }

    @Override
    public String openRequests(HostedRepository repository, String branch) {
        return requests(repository) + "?state=opened&per_page=" + PAGE + "&source_branch="
                + HostedRepository.encoded(branch);
    }

    @Override
    public boolean isOf(JsonNode request, HostedRepository repository, String branch) {
        return request.path("source_branch").asText().equals(branch)
                && request.path("source_project_id").equals(request.path("target_project_id"));
    }

    @Override
    public String requests(HostedRepository repository) {
        return "/projects/" + repository.encodedPath() + "/merge_requests";
    }

    @Override
    public ObjectNode document(Proposal proposal, boolean draft) {
        return HostApi.document()
                .put("source_branch", proposal.branch())
                .put("target_branch", proposal.base())
                .put("title", (draft ? "Draft: " : "") + proposal.title())
                .put("description", proposal.body());
    }

    @Override
    public Optional<PullRequest> created(JsonNode answer, HostedRepository repository) {
        return PullRequest.of(answer.path("iid"), answer.path("web_url"), repository);
    }

    @Override
    public String statuses(HostedRepository repository, String commit) {
        return "/projects/" + repository.encodedPath() + "/statuses/" + commit;
    }

    @Override
    public ObjectNode document(CommitStatus status, HostedRepository repository) {
        return HostApi.document(status, "failed", "name");
    }

    /** GitLab refuses to set a status to what it is. */
    @Override
    public boolean isThere(String refusal) {
        return refusal.contains("Cannot transition status via");
    }

    /** {@code message} is a text, a list of texts, or such lists by field. */
    @Override
    public String words(JsonNode refusal) {
        return texts(refusal.has("message") ? refusal.path("message") : refusal.path("error"));
    }

    private static String texts(JsonNode message) {
        return message.isContainerNode()
                ? StreamSupport.stream(message.spliterator(), false)
                        .map(GitLabApi::texts)
                        .collect(Collectors.joining(", "))
                : message.asText();
    }

    @Override
    public String rights() {
        return "scope api, and role Developer or more";
    }
}
