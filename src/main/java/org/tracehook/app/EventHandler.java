package org.tracehook.app;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import jakarta.annotation.Priority;
import jakarta.decorator.Decorator;
import jakarta.decorator.Delegate;
import jakarta.enterprise.inject.Any;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.acknowledge.InternalRun;
import org.tracehook.delivery.Reply;
import org.tracehook.delivery.RequestUrl;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.webhook.JiraWebhook;

/**
 * Handles a Lambda event before Quarkus makes an HTTP request of it: deliveries and accepted runs, which need nothing of
 * that, and a URL that Quarkus cannot read and would answer with an empty 400.
 */
@Decorator
@Priority(1)
class EventHandler implements RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> {

    private final RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> requests;
    private final InternalRun runs;
    private final JiraWebhook webhook;

    EventHandler(
            @Any @Delegate RequestHandler<APIGatewayV2HTTPEvent, APIGatewayV2HTTPResponse> requests,
            InternalRun runs,
            JiraWebhook webhook) {
        this.requests = requests;
        this.runs = runs;
        this.webhook = webhook;
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context lambda) {
        if (runs.takes(event)) {
            return response(runs.run(event, lambda));
        }
        if (webhook.takes(event)) {
            return response(webhook.receive(event, lambda));
        }
        if (!RequestUrl.of(event).isReadable()) {
            return response(new Reply.Refused(new Problem(ProblemKind.NOT_FOUND, RequestUrl.UNREADABLE)));
        }
        return requests.handleRequest(event, lambda);
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
