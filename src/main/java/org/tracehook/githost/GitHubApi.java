package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.tracehook.githost.PullRequest.Proposal;

/** REST API of GitHub and of GitHub Enterprise Server, version 2022-11-28. */
final class GitHubApi implements HostApi {

    @Override
    public List<String> authorization(String token) {
        return List.of("Authorization", "Bearer " + token);
    }

    /** Without the owner before the branch, GitHub ignores the filter. */
    @Override
    public String openRequests(HostedRepository repository, String branch) {
        return requests(repository) + "?state=open&per_page=" + PAGE + "&head="
                + HostedRepository.encoded(repository.owner() + ":" + branch);
    }

    @Override
    public boolean isOf(JsonNode request, HostedRepository repository, String branch) {
        return request.at("/head/ref").asText().equals(branch)
                && repository.isAt(request.at("/head/repo/full_name").asText());
    }

    @Override
    public String requests(HostedRepository repository) {
        return "/repos/" + repository.path() + "/pulls";
    }

    @Override
    public ObjectNode document(Proposal proposal, boolean draft) {
        return HostApi.document()
                .put("title", proposal.title())
                .put("head", proposal.branch())
                .put("base", proposal.base())
                .put("body", proposal.body())
                .put("draft", draft);
    }

    @Override
    public Optional<PullRequest> created(JsonNode answer, HostedRepository repository) {
        return PullRequest.of(answer.path("number"), answer.path("html_url"), repository);
    }

    @Override
    public String statuses(HostedRepository repository, String commit) {
        return "/repos/" + repository.path() + "/statuses/" + commit;
    }

    @Override
    public ObjectNode document(CommitStatus status, HostedRepository repository) {
        return HostApi.document(status, "failure", "context");
    }

    /** {@code {"message": "Validation Failed", "errors": [{"message": "No commits between main and b"}]}}. */
    @Override
    public String words(JsonNode refusal) {
        Stream<JsonNode> errors = StreamSupport.stream(refusal.path("errors").spliterator(), false)
                .map(error -> error.isTextual() ? error : error.path("message"));
        return Stream.concat(Stream.of(refusal.path("message")), errors)
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .collect(Collectors.joining(": "));
    }

    @Override
    public String rights() {
        return "Contents, Pull requests and Commit statuses: Read and write (a classic token: repo)";
    }
}
