package org.tracehook.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Limits;
import org.tracehook.trace.TraceJson;

/** The HTTP endpoint that Jira delivers to. */
@Path("/webhooks/jira")
public class JiraWebhook {

    /** Set by the Lambda extension for each call. */
    private static final String XRAY_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final Deliveries deliveries;
    private final Limits limits;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    JiraWebhook(Deliveries deliveries, Limits limits) {
        this.deliveries = deliveries;
        this.limits = limits;
    }

    /** Takes a delivery whose body names the issue. */
    @POST
    public Response receive(
            @jakarta.ws.rs.core.Context APIGatewayV2HTTPEvent event, @jakarta.ws.rs.core.Context Context lambda) {
        return receive(null, event, lambda);
    }

    /** Takes a delivery whose URL names the issue too; the body's key wins. */
    @POST
    @Path("/{key}")
    public Response receive(
            @PathParam("key") String key,
            @jakarta.ws.rs.core.Context APIGatewayV2HTTPEvent event,
            @jakarta.ws.rs.core.Context Context lambda) {
        Delivery.Call call = call(lambda);
        Reply reply = deliveries.process(
                new Delivery(new Headers(event.getHeaders()), body(event), key, sourceAddress(event), call));
        return response(reply);
    }

    private Delivery.Call call(Context lambda) {
        return new Delivery.Call(
                lambda.getAwsRequestId(),
                System.getProperty(XRAY_PROPERTY),
                Deadline.of(lambda.getRemainingTimeInMillis(), limits),
                cold.getAndSet(false));
    }

    /** The bytes that Jira signed: the gateway hands text bodies over as text, all others in Base64. */
    private static byte[] body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return new byte[0];
        }
        return event.getIsBase64Encoded()
                ? Base64.getMimeDecoder().decode(event.getBody())
                : event.getBody().getBytes(StandardCharsets.UTF_8);
    }

    private static String sourceAddress(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
                .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp)
                .orElse(null);
    }

    private static Response response(Reply reply) {
        Response.ResponseBuilder response =
                Response.status(reply.status()).type(reply.mediaType()).entity(TraceJson.write(reply.body()));
        reply.traceId().ifPresent(id -> response.header("X-Trace-Id", id));
        return response.build();
    }
}
