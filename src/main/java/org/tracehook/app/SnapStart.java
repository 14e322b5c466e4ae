package org.tracehook.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.amazon.lambda.http.LambdaHttpHandler;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;
import org.jboss.logging.Logger;
import org.tracehook.config.Environment;
import org.tracehook.intent.IntentSelector;
import org.tracehook.jira.JiraEvent;

/**
 * Reads an event, asks the trigger rules about it and handles one request before Lambda takes a snapshot of the started
 * process, so that the classes for it are loaded. Without SnapStart it does nothing.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/snapstart-runtime-hooks-java.html">Runtime hooks</a>
 */
@Singleton
public class SnapStart implements Resource {

    private static final Logger LOG = Logger.getLogger(SnapStart.class);

    private static final byte[] EVENT =
            "{\"webhookEvent\": \"jira:issue_updated\", \"issue\": {\"key\": \"SNAP-1\", \"fields\": {}}}"
                    .getBytes(UTF_8);

    private final Instance<IntentSelector> selector;

    /** The selector is asked for when the function has started: before, its settings may have faults. */
    SnapStart(Instance<IntentSelector> selector) {
        this.selector = selector;
    }

    /** The context holds its resources weakly; this bean lives as long as the function. */
    void register(@Observes StartupEvent started) {
        if (Environment.isSnapStart()) {
            Core.getGlobalContext().register(this);
        }
    }

    /** Never throws: without the event or the request the snapshot is slower, no reason to fail or to skip the other. */
    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        rehearse("an event", () -> selector.get().select(JiraEvent.parse(EVENT, null)));
        rehearse("a request", SnapStart::request);
    }

    private static void rehearse(String what, Runnable rehearsal) {
        try {
            rehearsal.run();
        } catch (RuntimeException | Error e) {
            LOG.warnf(e, "The snapshot is taken without the rehearsal of %s", what);
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
