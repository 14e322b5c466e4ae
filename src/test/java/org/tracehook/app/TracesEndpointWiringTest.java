package org.tracehook.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.MemoryTraceStore;
import org.tracehook.trace.TraceStore;

/** What the bridge and REST make of questions about traces, with a store as a user puts one in. */
@QuarkusTest
@TestProfile(TracesEndpointWiringTest.WithToken.class)
class TracesEndpointWiringTest {

    private static final String TOKEN = "a-token-for-traces";
    private static final String RERUN_TOKEN = "a-token-for-reruns";

    /** A signing secret, tokens for traces and a store that keeps them. */
    public static class WithToken implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> all = new HashMap<>(new Signed().getConfigOverrides());
            all.put("tracehook.traces.token", TOKEN);
            all.put("tracehook.traces.rerun-token", RERUN_TOKEN);
            return all;
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Store.class);
        }
    }

    @Alternative
    @Singleton
    static class Store {

        @Produces
        @Singleton
        TraceStore store() {
            return new MemoryTraceStore(10);
        }
    }

    private static String delivered() {
        return delivered("cloud-issue-updated-in-review");
    }

    private static String delivered(String fixture) {
        byte[] body = TestFunction.fixture(fixture);
        return given().header("X-Hub-Signature", TestFunction.signature(body))
                .header("X-Atlassian-Webhook-Identifier", "of-" + System.nanoTime())
                .contentType("application/json")
                .body(body)
                .post("/webhooks/jira")
                .then()
                .statusCode(200)
                .extract()
                .header("X-Trace-Id");
    }

    @Test
    void aDeliveredTraceIsReadByIdAndByIssue() {
        String id = delivered();

        String document = given().auth()
                .oauth2(TOKEN)
                .get("/traces/" + id)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("trace_id", equalTo(id))
                .extract()
                .asString();
        assertEquals(document, ExecutionTrace.fromJson(document).toJson());
        given().auth()
                .oauth2(TOKEN)
                .get("/traces?limit=1&issue="
                        + ExecutionTrace.fromJson(document).trigger().issueKey())
                .then()
                .statusCode(200)
                .body("[0].trace_id", equalTo(id));
    }

    @Test
    void theOutputsOfItsStepsAreThereWhereTheyAreAskedFor() {
        String id = delivered("explicit-review-block");

        given().auth()
                .oauth2(TOKEN)
                .get("/traces/" + id + "?outputs")
                .then()
                .statusCode(200)
                .body("steps[0].outputs.decision", equalTo("BLOCK"));
        given().auth()
                .oauth2(TOKEN)
                .get("/traces/" + id + "?outputs=all")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", equalTo("Write ?outputs, or leave it out."));
    }

    @Test
    void whoPrefersWordsGetsTheSummary() {
        String id = delivered();

        given().auth()
                .oauth2(TOKEN)
                .accept("text/plain, application/json;q=0.5")
                .get("/traces/" + id)
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(startsWith("Trace ID: " + id));
    }

    @Test
    void aTraceIsRunAgainAsADeliveryIsAnswered() {
        String id = delivered();

        String again = given().auth()
                .oauth2(RERUN_TOKEN)
                .post("/traces/" + id + "/rerun")
                .then()
                .statusCode(200)
                .body("retry_of", equalTo(id))
                .extract()
                .header("X-Trace-Id");
        given().auth()
                .oauth2(TOKEN)
                .get("/traces/" + again)
                .then()
                .statusCode(200)
                .body("trigger.source", equalTo("manual"));
    }

    @Test
    void whoMayOnlyReadRunsNothingAgain() {
        given().auth()
                .oauth2(TOKEN)
                .post("/traces/" + delivered() + "/rerun")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"traces\"")
                .contentType("application/problem+json");
    }

    @Test
    void whoHasNoTokenIsAskedForOne() {
        given().get("/traces/00000000-0000-4000-8000-000000000001")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"traces\"")
                .contentType("application/problem+json")
                .body("type", equalTo("urn:tracehook:problem:unauthenticated"));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        given().auth()
                .oauth2(TOKEN)
                .get("/traces/nothing")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
    }
}
