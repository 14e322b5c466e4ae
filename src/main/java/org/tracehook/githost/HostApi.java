package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;

/** What differs between git hosts: the paths, the documents that are sent, and how an answer is read. Sends nothing. */
interface HostApi {

    /** How many pull requests a page of a list has, unless it is the last. */
    int PAGE = 20;

    /** Name and value of the header with the token. */
    List<String> authorization(String token);

    /** The path and query that list the open pull requests of a branch, forks' too: their first page. */
    String openRequests(HostedRepository repository, String branch);

    /**
     * The pull requests of a page of that list.
     *
     * @throws InvalidJsonException if the answer is none
     */
    default JsonNode listed(HttpAnswer page) {
        return page.jsonArray(ApiCalls.LONGEST_ANSWER);
    }

    /** Whether a pull request of the list is of that branch; one from a fork is not. */
    boolean isOf(JsonNode request, HostedRepository repository, String branch);

    /** Where a pull request is posted. */
    String requests(HostedRepository repository);

    /** The document of a new pull request. */
    ObjectNode document(Proposal proposal, boolean draft);

    /** The pull request that the answer to its creation has; empty when there is none in it. */
    Optional<PullRequest> created(JsonNode answer, HostedRepository repository);

    /** Where a status of that commit is posted. */
    String statuses(HostedRepository repository, String commit);

    /** The document of a status. */
    ObjectNode document(CommitStatus status, HostedRepository repository);

    /** Whether a refusal of a status says that the commit has it already. */
    default boolean isThere(String refusal) {
        return false;
    }

    /** The host's own words in a refusal; empty when there are none. */
    String words(JsonNode refusal);

    /** The rights that the token needs, in the host's words. */
    String rights();

    /** An empty document. */
    static ObjectNode document() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** The document of a status on GitHub and GitLab, with the host's own words for a failure and for the name. */
    static ObjectNode document(CommitStatus status, String failure, String name) {
        ObjectNode document = document()
                .put("state", status.succeeded() ? "success" : failure)
                .put(name, CommitStatus.NAME)
                .put("description", status.description());
        status.link().ifPresent(url -> document.put("target_url", url));
        return document;
    }
}
