package org.tracehook.webhook;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.quarkus.amazon.lambda.http.LambdaHttpHandler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.tracehook.agent.codereview.BranchChanges;
import org.tracehook.agent.codereview.CodeReviewAgent;
import org.tracehook.agent.codereview.ReviewRules;
import org.tracehook.config.Secret;
import org.tracehook.deadline.Deadline;
import org.tracehook.delivery.DeliverySettings;
import org.tracehook.delivery.MemoryLedger;
import org.tracehook.intent.ExplicitIntents;
import org.tracehook.intent.IntentSelector;
import org.tracehook.intent.ShippedTriggers;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.Orchestrator;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.Scrubber;
import org.tracehook.trace.TraceJson;
import org.tracehook.workspace.Workspaces;

/**
 * A delivery that nobody sent and nobody hears of: it goes the way of a real one, so that what a first delivery has to load
 * is loaded.
 *
 * <p>It has a door, a memory and a log of its own. No line is written, no socket opened, no configured secret read, and no
 * agent runs but the one that looks at the text it is given.
 */
final class Rehearsal {

    private static final Secret TOKEN = new Secret("opens-the-rehearsal-alone");
    private static final String AGENT = "code_review_agent";

    private static final byte[] BODY = """
            {"timestamp":0,"webhookEvent":"jira:issue_updated","user":{"accountId":"nobody"},
             "issue":{"id":"1","key":"PROJ-1","fields":{"project":{"key":"PROJ"},"issuetype":{"name":"Task"},
              "status":{"id":"1","name":"In Review"},"labels":[],
              "description":"{code:title=src/app.py}import logging{code}"}},
             "changelog":{"items":[{"field":"status","fieldId":"status","from":"0","fromString":"To Do","to":"1","toString":"In Review"}]}}
            """.getBytes(StandardCharsets.UTF_8);

    private final Deliveries deliveries;

    /** A rehearsal with reviews that would look into those repositories, were they not given the text. */
    Rehearsal(Workspaces workspaces) {
        DecisionRules plans = DecisionRules.shipped();
        Recording recording = new Recording(
                Clock.systemUTC(), UUID::randomUUID, new Scrubber(List.of(TOKEN.text())), List.of(), line -> {});
        Orchestrator orchestrator = new Orchestrator(
                plans, Map.of(AGENT, new CodeReviewAgent(ReviewRules.shipped(), new BranchChanges(workspaces))));
        Requests requests = new Requests(
                new MemoryTraceStore(1), recording.scrubber(), new Requests.Policy(false, Optional.empty()));
        JiraFeedback nobody = JiraFeedback.none();
        Dismissal dismissal = new Dismissal(recording);
        PipelineRuns runs = new PipelineRuns(orchestrator, plans.intentTypes(), recording, requests, nobody);
        Claims claims = new Claims(new MemoryLedger(1), recording.clock());
        OnceOnly once = new OnceOnly(
                new OnceOnly.Policy(
                        new DeliverySettings(Optional.empty(), Duration.ofHours(1), true),
                        new KnownBy(Optional.empty(), false)),
                new Claimant(claims, runs, dismissal),
                new Inline(runs, claims),
                recording);
        this.deliveries = new Deliveries(
                new Admission(settings()),
                new IntentSelector(
                        ShippedTriggers.inProduction(plans.intentTypes()),
                        new ExplicitIntents(List.of(), List.of(), plans.intentTypes()),
                        Map.of()),
                nobody,
                once,
                dismissal);
    }

    private static WebhookSettings settings() {
        Credentials credentials =
                new Credentials(List.of(), Optional.of(TOKEN), "X-Webhook-Token", Optional.empty(), false);
        return new WebhookSettings(credentials, BODY.length, false, ServedSites.ANY, List.of(), List.of());
    }

    /** The delivery's reply, as it would be sent. */
    String delivery() {
        Signature.of(BODY, TOKEN);
        Headers headers = new Headers(Map.of(
                "content-type",
                "application/json",
                "x-webhook-token",
                new String(TOKEN.bytes(), StandardCharsets.UTF_8)));
        Delivery.Call call = new Delivery.Call(null, null, Deadline.in(Duration.ofSeconds(5)), false);
        return TraceJson.write(deliveries
                .process(new Delivery(headers, BODY, null, null, call))
                .body());
    }

    /** The status of a request for a page that there is not, through Quarkus' own HTTP, which has no socket on Lambda. */
    int request() {
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
}
