package org.tracehook.delivery;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tracehook.config.Environment;
import org.tracehook.deadline.Deadline;
import org.tracehook.deadline.DeadlineConfig;
import org.tracehook.tracelog.InvocationContext;

/** Reads the facts of an invocation from Lambda, and knows which one is the first of the process. */
public class InvocationContexts {

    /** Set by the Lambda extension for each invocation. */
    private static final String XRAY_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final DeadlineConfig limits;
    private final AtomicBoolean cold = new AtomicBoolean(true);

    /** Invocations that must end within those limits. */
    public InvocationContexts(DeadlineConfig limits) {
        this.limits = limits;
    }

    /** An invocation whose reply somebody waits for. */
    public InvocationContext of(Context lambda) {
        return of(lambda, limits.ceiling());
    }

    /** An invocation whose reply nobody waits for: it may take as long as Lambda lets it. */
    public InvocationContext unhurried(Context lambda) {
        return of(lambda, Deadline.LONGEST_INVOCATION);
    }

    private InvocationContext of(Context lambda, Duration ceiling) {
        return new InvocationContext(
                lambda.getAwsRequestId(),
                System.getProperty(XRAY_PROPERTY),
                cold.getAndSet(false),
                new InvocationContext.InvokedFunction(Environment.functionName(), lambda.getInvokedFunctionArn()),
                Deadline.of(lambda.getRemainingTimeInMillis(), ceiling, limits.reserve()));
    }

    /** The sender's IP address; null when unknown. */
    public static String sourceAddress(APIGatewayV2HTTPEvent event) {
        return Optional.ofNullable(event.getRequestContext())
                .map(APIGatewayV2HTTPEvent.RequestContext::getHttp)
                .map(APIGatewayV2HTTPEvent.RequestContext.Http::getSourceIp)
                .orElse(null);
    }
}
