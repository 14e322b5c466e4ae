package org.tracehook.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.tracehook.config.SecretUnavailableException;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.http.ApiCalls;
import org.tracehook.http.ApiException;
import org.tracehook.http.HttpAnswer;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.NoAnswerException;

/** Calls to the REST API of one Jira until a deadline. Nothing but the configured base URL is ever called. */
final class JiraCalls extends ApiCalls {

    private final JiraSite site;

    JiraCalls(JiraSite site, Connection connection, Deadline deadline) {
        super(connection, deadline);
        this.site = site;
    }

    Deployment deployment() {
        return site.deployment();
    }

    ObjectNode read(String path) throws ApiException, InterruptedException {
        return json(get(path));
    }

    ObjectNode replace(String path, ObjectNode document) throws ApiException, InterruptedException {
        return json(put(path, document));
    }

    /** Posts once; before it is repeated, the caller looks whether it was done. */
    ObjectNode create(String path, ObjectNode document) throws ApiException, InterruptedException {
        return json(post(path, document));
    }

    private static ObjectNode json(HttpAnswer answer) throws ApiException {
        if (answer.status() == 204) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            return answer.json(LONGEST_ANSWER);
        } catch (InvalidJsonException e) {
            throw JiraRefusals.unreadable(answer, e);
        }
    }

    @Override
    protected String token(Deadline deadline) throws ApiException {
        try {
            return site.authorization();
        } catch (SecretUnavailableException e) {
            throw ApiException.refused(e.getMessage());
        }
    }

    @Override
    protected HttpRequest.Builder request(String path, String token) {
        return HttpRequest.newBuilder(site.resource(path)).header("Authorization", token);
    }

    @Override
    protected ApiException refusal(HttpAnswer answer) {
        return JiraRefusals.of(answer);
    }

    @Override
    protected ApiException lost(NoAnswerException cause, Duration waited) {
        return JiraRefusals.lost(cause, waited);
    }

    @Override
    protected String late() {
        return "there was no time left to ask Jira: raise tracehook.deadline.reserve";
    }
}
