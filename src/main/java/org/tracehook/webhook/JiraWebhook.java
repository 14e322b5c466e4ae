package org.tracehook.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.tracelog.InvocationContext;

/** The HTTP endpoint that Jira delivers to. */
@Path(JiraWebhook.PATH)
public class JiraWebhook {

    /** The path of the endpoint. */
    public static final String PATH = "/webhooks/jira";

    private final DeliveryHandler deliveries;
    private final InvocationContexts invocations;

    JiraWebhook(DeliveryHandler deliveries, InvocationContexts invocations) {
        this.deliveries = deliveries;
        this.invocations = invocations;
    }

    /** Takes a delivery whose body names the issue. */
    @POST
    public Response receive(
            @jakarta.ws.rs.core.Context APIGatewayV2HTTPEvent event, @jakarta.ws.rs.core.Context Context lambda) {
        return receive(null, event, lambda);
    }

    /** Takes a delivery whose URL names the issue; that counts only where the body names none. */
    @POST
    @Path("/{key}")
    public Response receive(
            @PathParam("key") String key,
            @jakarta.ws.rs.core.Context APIGatewayV2HTTPEvent event,
            @jakarta.ws.rs.core.Context Context lambda) {
        return deliveries.handle(delivery(event, key, invocations.of(lambda))).response();
    }

    /** The delivery that the event is; {@code key} is the in the URL, or null. */
    public static Delivery delivery(APIGatewayV2HTTPEvent event, String key, InvocationContext invocation) {
        return new Delivery(
                new Headers(event.getHeaders()), body(event), key, InvocationContexts.sourceAddress(event), invocation);
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
}
