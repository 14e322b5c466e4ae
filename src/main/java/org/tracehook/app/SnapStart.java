package org.tracehook.app;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.amazon.lambda.http.LambdaHttpHandler;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;
import org.tracehook.config.Environment;

/**
 * Handles one request before Lambda takes a snapshot of the started process, so that its classes are loaded. Without SnapStart
 * it does nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
@Singleton
public class SnapStart implements Resource {

    private static final Logger LOG = Logger.getLogger(SnapStart.class);

    /** The context holds its resources weakly; this bean lives as long as the function. */
    void register(@Observes StartupEvent started) {
        if (Environment.isSnapStart()) {
            Core.getGlobalContext().register(this);
        }
    }

    /** Never throws: without the request the snapshot is slower, which is no reason to fail. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        try {
            request();
        } catch (RuntimeException | Error e) {
            LOG.warn("The snapshot is taken without a rehearsal", e);
        }
    }

    /** Requests a path that does not exist, through Quarkus' HTTP without a socket; returns the status. */
    static int request() {
        APIGatewayV2HTTPEvent.RequestContext context = new APIGatewayV2HTTPEvent.RequestContext();
        context.setHttp(APIGatewayV2HTTPEvent.RequestContext.Http.builder()
                .withMethod("GET")
                .withPath("/")
                .build());
        APIGatewayV2HTTPEvent event = new APIGatewayV2HTTPEvent();
        event.setRawPath("/");
        event.setHeaders(Map.of());
        event.setRequestContext(context);
        return new LambdaHttpHandler().handleRequest(event, null).getStatusCode();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {}
}
