package org.tracehook.webhook;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.Limits;

/** Reads what the platform says of its calls; knows which one was the first of the process. */
@Singleton
class Calls {

    /** Set by the Lambda extension for each call. */
    private static final String XRAY_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final Limits limits;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    Calls(Limits limits) {
        this.limits = limits;
    }

    /** A call whose answer somebody waits for. */
    Delivery.Call of(Context lambda) {
        return of(lambda, limits);
    }

    /** A call whose answer nobody waits for: it has as long as Lambda lets it. */
    Delivery.Call unhurried(Context lambda) {
        return of(lambda, limits.unhurried());
    }

    private Delivery.Call of(Context lambda, Limits within) {
        return new Delivery.Call(
                lambda.getAwsRequestId(),
                System.getProperty(XRAY_PROPERTY),
                Deadline.of(lambda.getRemainingTimeInMillis(), within),
                cold.getAndSet(false),
                lambda.getInvokedFunctionArn());
    }

    /** The sender's IP address; null when unknown. */
    static String sourceAddress(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
                .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp)
                .orElse(null);
    }
}
