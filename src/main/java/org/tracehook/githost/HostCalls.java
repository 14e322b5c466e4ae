package org.tracehook.githost;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.ApiException;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.NoAnswerException;

/** Calls to the REST API of one git host, about one repository and until a deadline. Nothing but its base URL is ever called. */
class HostCalls extends ApiCalls {

    private final Host host;
    protected final HostedRepository repository;

    HostCalls(Host host, HostedRepository repository, Deadline deadline) {
        super(host.connection(), deadline);
        this.host = host;
        this.repository = repository;
    }

    @Override
    protected String token(Deadline deadline) throws ApiException, InterruptedException {
        return host.token().text(repository, deadline);
    }

    @Override
    protected boolean renew(String refused) {
        return host.token().renew(refused);
    }

    @Override
    protected HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(URI.create(host.base() + path))
                .headers(host.refusals().api().authorization(token).toArray(String[]::new));
    }

    @Override
    protected ApiException refusal(HttpAnswer answer) {
        return host.refusals().of(answer, repository);
    }

    @Override
    protected ApiException lost(NoAnswerException cause, Duration waited) {
        return host.refusals().lost(cause, waited);
    }

    @Override
    protected String late() {
        return host.refusals().late();
    }

    /**
     * How a host is reached.
     *
     * @param base the URL below which its API is, without a slash at the end
     * @param token lets us in
     * @param refusals says what an answer means that is none of success
     */
    record Host(URI base, HostToken token, Refusals refusals, Connection connection) {}
}
