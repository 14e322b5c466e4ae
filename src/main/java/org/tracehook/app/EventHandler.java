package org.tracehook.app;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.acknowledge.InternalRun;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.delivery.Reply;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.webhook.JiraWebhook;

/**
 * Handles a Lambda event before Quarkus makes an HTTP request of it. The event of an accepted run is no request; and a URL
 * that Quarkus cannot read would get an empty 400 without a log line.
 */
@Decorator
@Priority(1)
class EventHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private static final String DETAIL = "The URL cannot be read: percent-encode its path and its query string.";

    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> requests;
    private final InternalRun runs;
    private final DeliveryReplies replies;
    private final InvocationContexts invocations;

    EventHandler(
            @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> requests,
            InternalRun runs,
            DeliveryReplies replies,
            InvocationContexts invocations) {
        this.requests = requests;
        this.runs = runs;
        this.replies = replies;
        this.invocations = invocations;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context lambda) {
        if (runs.takes(event)) {
            return response(runs.run(event, lambda));
        }
        String path = event.getRawPath();
        if (path == null || isReadable(path, event.getRawQueryString())) {
            return requests.handleRequest(event, lambda);
        }
        if (!path.startsWith(JiraWebhook.PATH)) {
            return response(new Reply.Refused(new Problem(ProblemKind.NOT_FOUND, DETAIL)));
        }
        return response(replies.refused(
                JiraWebhook.delivery(event, null, invocations.of(lambda)),
                new Problem(ProblemKind.INVALID_PARAMETER, DETAIL)));
    }

    /** Quarkus parses the URL in the same way. */
    private static boolean isReadable(String path, String query) {
        try {
            new URI(query == null || query.isEmpty() ? path : path + "?" + query);
            return true;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static APIGatewayV2HTTPResponse response(Reply reply) {
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", reply.mediaType()));
        reply.traceId().ifPresent(id -> headers.put("X-Trace-Id", id));
        APIGatewayV2HTTPResponse response = new APIGatewayV2HTTPResponse();
        response.setStatusCode(reply.status());
        response.setHeaders(headers);
        response.setBody(reply.json());
        return response;
    }
}
