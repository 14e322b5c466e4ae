package org.tracehook.githost;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.tracehook.deadline.Deadline;
import org.tracehook.githost.HostCalls.Host;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.ApiException;
import org.tracehook.http.ApiException.Kind;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;

/** Pull requests and commit statuses of one repository. It never changes, reopens, closes or merges a pull request. */
public final class RepositoryOnHost {

    private static final int MOST_PAGES = 10;

    private final Host host;
    private final HostApi api;
    private final HostedRepository repository;

    RepositoryOnHost(Host host, HostedRepository repository) {
        this.host = host;
        this.api = host.refusals().api();
        this.repository = repository;
    }

    /**
     * The open pull request of the proposal's branch, whoever made it and whatever its texts; a new one where there is none.
     *
     * @param deadline until which it may be asked for
     * @throws ApiException if there is none at the end
     */
    public PullRequest open(Proposal proposal, boolean draft, Deadline deadline)
            throws ApiException, InterruptedException {
        HostCalls calls = calls(deadline);
        Optional<PullRequest> there = find(proposal.branch(), calls);
        for (int attempts = 1; there.isEmpty(); attempts++) {
            try {
                return create(proposal, draft, calls).asNew();
            } catch (ApiException e) {
                there = afterFailure(e, attempts, proposal, calls);
            }
        }
        return there.get();
    }

    /** Hosts have no idempotency key: before a request is posted again, and when it may be there, this looks for it. */
    private Optional<PullRequest> afterFailure(ApiException failure, int attempts, Proposal proposal, HostCalls calls)
            throws ApiException, InterruptedException {
        if (failure.kind() == Kind.REFUSED) {
            throw failure;
        }
        if (failure.kind() != Kind.CONFLICT) {
            calls.pause(failure, attempts);
        }
        Optional<PullRequest> there = find(proposal.branch(), calls);
        if (there.isEmpty() && failure.kind() == Kind.CONFLICT) {
            throw failure;
        }
        return there;
    }

    /** Forks may have requests of a branch of the same name: so many that ours is not on the first page. */
    private Optional<PullRequest> find(String branch, HostCalls calls) throws ApiException, InterruptedException {
        String list = api.openRequests(repository, branch);
        Optional<PullRequest> found = Optional.empty();
        int listed = HostApi.PAGE;
        for (int page = 1; found.isEmpty() && listed >= HostApi.PAGE && page <= MOST_PAGES; page++) {
            JsonNode requests = requests(calls.get(page == 1 ? list : list + "&page=" + page));
            found = StreamSupport.stream(requests.spliterator(), false)
                    .filter(request -> api.isOf(request, repository, branch))
                    .flatMap(request -> api.created(request, repository).stream())
                    .findFirst();
            listed = requests.size();
        }
        return found;
    }

    private JsonNode requests(HttpAnswer page) throws ApiException {
        try {
            return api.listed(page);
        } catch (InvalidJsonException e) {
            throw ApiException.refused(
                    host.refusals().unreadable(e.getMessage()).getMessage());
        }
    }

    private PullRequest create(Proposal proposal, boolean draft, HostCalls calls)
            throws ApiException, InterruptedException {
        HttpAnswer answer = calls.post(api.requests(repository), api.document(proposal, draft));
        try {
            JsonNode created = answer.json(ApiCalls.LONGEST_ANSWER);
            return api.created(created, repository)
                    .orElseThrow(() -> host.refusals().unreadable("it has no pull request"));
        } catch (InvalidJsonException e) {
            throw host.refusals().unreadable(e.getMessage());
        }
    }

    /**
     * Gives a commit its status, in the place of an earlier one of ours.
     *
     * @throws ApiException if it has none at the end
     */
    void write(CommitStatus status, Deadline deadline) throws ApiException, InterruptedException {
        try {
            calls(deadline).postRepeatedly(api.statuses(repository, status.commit()), api.document(status, repository));
        } catch (ApiException e) {
            if (e.kind() != Kind.CONFLICT || !api.isThere(e.getMessage())) {
                throw e;
            }
        }
    }

    private HostCalls calls(Deadline deadline) {
        return new HostCalls(host, repository, deadline);
    }

    /** Names the repository. */
    @Override
    public String toString() {
        return "RepositoryOnHost[" + repository.path() + "]";
    }
}
