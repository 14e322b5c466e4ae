package org.tracehook.acknowledge;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.delivery.Reply;
import org.tracehook.trace.TraceJson;

/**
 * The event with which the function invokes itself for an accepted run. A gateway and a Function URL set the route key of an
 * event themselves, so an event with our route key can only come from a caller that may invoke the function. There is no HTTP
 * path for it: a request to it gets 404.
 */
@Singleton
public class InternalRun {

    private static final String PATH = "/internal/run";

    private static final String ROUTE_KEY = "INTERNAL run";

    private final AcceptedRuns runs;
    private final InvocationContexts invocations;
    private final FunctionError error;

    InternalRun(AcceptedRuns runs, InvocationContexts invocations, FunctionError error) {
        this.runs = runs;
        this.invocations = invocations;
        this.error = error;
    }

    /** Whether the event is an accepted run, and this function may invoke itself. */
    public boolean takes(APIGatewayV2HTTPEvent event) {
        return error.isPossible()
                && Optional.ofNullable(event.getRequestContext())
                        .map(APIGatewayV2HTTPEvent.RequestContext::getRouteKey)
                        .filter(ROUTE_KEY::equals)
                        .isPresent();
    }

    /** Executes the accepted run; a run that must be tried again ends the process. */
    @ActivateRequestContext
    public Reply run(APIGatewayV2HTTPEvent event, Context lambda) {
        Reply reply = runs.run(event.getBody(), invocations.unhurried(lambda));
        if (reply.status() >= 500) {
            error.raise();
        }
        return reply;
    }

    /**
     * The event of a run, in the gateway's payload format 2.0.
     *
     * @see <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">Payload
     *     format</a>
     */
    static byte[] event(AcceptedRun accepted) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("version", "2.0").put("routeKey", ROUTE_KEY);
        event.put("rawPath", PATH).put("rawQueryString", "");
        event.putObject("headers").put("content-type", "application/json");
        ObjectNode context = event.putObject("requestContext");
        context.put("routeKey", ROUTE_KEY).put("stage", "$default");
        context.putObject("http").put("method", "POST").put("path", PATH).put("protocol", "HTTP/1.1");
        event.put("body", TraceJson.write(accepted)).put("isBase64Encoded", false);
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
