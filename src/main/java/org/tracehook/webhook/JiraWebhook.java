package org.tracehook.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.tracehook.delivery.Delivery;
import org.tracehook.delivery.DeliveryReplies;
import org.tracehook.delivery.Headers;
import org.tracehook.delivery.InvocationContexts;
import org.tracehook.delivery.Reply;
import org.tracehook.delivery.RequestUrl;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.tracelog.InvocationContext;

/**
 * The HTTP endpoint that Jira delivers to. It reads the gateway's event itself: as a request to Quarkus' HTTP it would be
 * copied into another form and handed from thread to thread, which takes longer than most deliveries.
 */
@Singleton
public class JiraWebhook {

    private static final List<String> PATH = List.of("webhooks", "jira");

    private final DeliveryHandler deliveries;
    private final DeliveryReplies replies;
    private final InvocationContexts invocations;

    JiraWebhook(DeliveryHandler deliveries, DeliveryReplies replies, InvocationContexts invocations) {
        this.deliveries = deliveries;
        this.replies = replies;
        this.invocations = invocations;
    }

    /** Whether the event is a request to this endpoint, also one whose URL cannot be read. */
    public boolean takes(APIGatewayV2HTTPEvent event) {
        RequestUrl url = RequestUrl.of(event);
        int further = url.path().size() - PATH.size();
        return further >= 0 && url.path().subList(0, PATH.size()).equals(PATH) && (further <= 1 || !url.isReadable());
    }

    /** The reply to a request that this endpoint takes. Agents and listeners of an operator's own may be request-scoped. */
    @ActivateRequestContext
    public Reply receive(APIGatewayV2HTTPEvent event, Context lambda) {
        if (!isPost(event)) {
            return new Reply.Refused(new Problem(ProblemKind.METHOD_NOT_ALLOWED, "Deliver with POST."));
        }
        InvocationContext invocation = invocations.of(lambda);
        RequestUrl url = RequestUrl.of(event);
        if (!url.isReadable()) {
            return refused(event, invocation, ProblemKind.INVALID_PARAMETER, RequestUrl.UNREADABLE);
        }
        Optional<byte[]> body = body(event);
        if (body.isEmpty()) {
            return refused(event, invocation, ProblemKind.MALFORMED, "The body is not in Base64, as the event says.");
        }
        return deliveries.handle(delivery(event, body.get(), key(url), invocation));
    }

    private static boolean isPost(APIGatewayV2HTTPEvent event) {
        return event.getRequestContext() != null
                && event.getRequestContext().getHttp() != null
                && "POST".equals(event.getRequestContext().getHttp().getMethod());
    }

    /** The URL may name the issue; that counts only where the body names none. */
    private static String key(RequestUrl url) {
        return url.path().size() > PATH.size() ? url.path().get(PATH.size()) : null;
    }

    private Reply refused(APIGatewayV2HTTPEvent event, InvocationContext invocation, ProblemKind kind, String detail) {
        return replies.refused(delivery(event, new byte[0], null, invocation), new Problem(kind, detail));
    }

    private static Delivery delivery(
            APIGatewayV2HTTPEvent event, byte[] body, String key, InvocationContext invocation) {
        return new Delivery(
                new Headers(event.getHeaders()), body, key, InvocationContexts.sourceAddress(event), invocation);
    }

    /** The bytes that Jira signed: the gateway hands text bodies over as text, all others in Base64. Empty if it is not. */
    private static Optional<byte[]> body(APIGatewayV2HTTPEvent event) {
        if (event.getBody() == null) {
            return Optional.of(new byte[0]);
        }
        if (!event.getIsBase64Encoded()) {
            return Optional.of(event.getBody().getBytes(StandardCharsets.UTF_8));
        }
        try {
            return Optional.of(Base64.getMimeDecoder().decode(event.getBody()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
