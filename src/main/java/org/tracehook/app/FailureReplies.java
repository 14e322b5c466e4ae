package org.tracehook.app;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.tracehook.delivery.Reply;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;

/** Answers requests that no endpoint answered, as problem details, without anything of the exception. */
public class FailureReplies {

    private static final Logger LOG = Logger.getLogger(FailureReplies.class.getName());

    /** A request that fits no endpoint. */
    @ServerExceptionMapper
    public Response noEndpoint(WebApplicationException failure) {
        return switch (failure.getResponse().getStatus()) {
            case 404 -> problem(ProblemKind.NOT_FOUND, "Deliver to POST /webhooks/jira or /webhooks/jira/{issue.key}.");
            case 405 -> problem(ProblemKind.METHOD_NOT_ALLOWED, "Read traces with GET, run one again with POST.");
            case 400, 406, 415 ->
                problem(ProblemKind.MALFORMED, "The request cannot be read: send a URL and headers that HTTP permits.");
            default -> unexpected(failure);
        };
    }

    /** A defect. */
    @ServerExceptionMapper
    public Response unexpected(Throwable failure) {
        LOG.log(Level.SEVERE, "A request could not be answered", failure);
        return problem(ProblemKind.UNEXPECTED, "Tracehook broke; the log has an error line with the details.");
    }

    private static Response problem(ProblemKind kind, String detail) {
        return new Reply.Refused(new Problem(kind, detail)).response();
    }
}
