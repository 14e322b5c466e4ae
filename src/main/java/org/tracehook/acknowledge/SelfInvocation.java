package org.tracehook.acknowledge;

import java.net.URI;
import java.util.Optional;
import org.tracehook.aws.AwsService;
import org.tracehook.config.Environment;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Invokes this function asynchronously: Lambda queues the event, and sends it again when the function fails. */
public final class SelfInvocation {

    private final Optional<URI> endpoint;
    private LambdaClient client;

    /** Invokes through the API of Lambda, or through the given address instead. */
    public SelfInvocation(Optional<URI> endpoint) {
        this.endpoint = endpoint;
    }

    /**
     * Queues the event. The client is opened by the first call.
     *
     * @param function the ARN under which this function was invoked, so that its alias' settings hold; null when unknown
     * @throws RuntimeException if Lambda did not say that it took the event
     */
    public void invoke(String function, byte[] event) {
        String name = Optional.ofNullable(function)
                .or(() -> Optional.ofNullable(Environment.functionName()))
                .orElseThrow(() -> new IllegalStateException("AWS_LAMBDA_FUNCTION_NAME is not set"));
        client().invoke(request -> request.functionName(name)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromByteArrayUnsafe(event)));
    }

    private synchronized LambdaClient client() {
        if (client == null) {
            client = new AwsService(endpoint, AwsService.PATIENCE).open(LambdaClient.builder());
        }
        return client;
    }
}
