package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.app.TestFunction.fixture;
import static org.tracehook.app.TestFunction.signature;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.aws.AwsService;
import org.tracehook.aws.FakeSecretsManager;
import org.tracehook.aws.SecretsManager;
import org.tracehook.config.Secret;
import org.tracehook.config.SecretCache;
import org.tracehook.delivery.Headers;
import org.tracehook.history.TracesAccess;
import org.tracehook.trace.Clocks;

/** Deliveries to a function whose secrets are in Secrets Manager. */
class StoredSecretDeliveryTest {

    private static final String ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf";
    private static final String ABSENT = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:absent-AbCdEf";
    private static final String FIRST =
            "{\"hook\": \"the-first-signing-secret\", \"automation\": \"a-token-of-automation\"}";
    private static final String SECOND = FIRST.replace("first", "second");
    private static final byte[] BODY = fixture("cloud-issue-updated-in-review");

    private final FakeSecretsManager aws = new FakeSecretsManager();
    private Instant now = Instant.parse("2026-01-26T18:16:54Z");
    private final TestFunction function = TestFunction.of(
            Map.of(
                    "tracehook.webhook.secret", ID + ":hook::",
                    "tracehook.webhook.previous-secret", ID + ":hook:AWSPREVIOUS:",
                    "tracehook.webhook.token", ID + ":automation::",
                    "tracehook.delivery.accept-duplicates", "true",
                    "tracehook.delivery.max-age", "off"),
            LaunchMode.NORMAL,
            this::secrets);
    private SecretCache secrets;

    private SecretCache secrets() {
        if (secrets == null) {
            secrets = new SecretCache(
                    Clocks.of(() -> now), new SecretsManager(Optional.of(aws.endpoint()), AwsService.PATIENCE)::read);
        }
        return secrets;
    }

    @BeforeEach
    void storeFirst() {
        aws.put(ID, FIRST);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private int signed(String secret) {
        return function.post(
                        BODY, Map.of("x-hub-signature", signature(BODY, secret), "content-type", "application/json"))
                .status();
    }

    @Test
    void aDeliveryIsCheckedByTheStoredSecretWhichIsReadOnce() {
        function.deliveries();
        assertEquals(0, aws.requests(), "read before it was used");

        assertEquals(200, signed("the-first-signing-secret"));
        assertEquals(200, signed("the-first-signing-secret"));
        assertEquals(
                200,
                function.post(
                                BODY,
                                Map.of("x-webhook-token", "a-token-of-automation", "content-type", "application/json"))
                        .status());
        assertEquals(1, aws.requests());
    }

    @Test
    void nobodyIsLetInByTheArn() {
        assertEquals(401, signed(ID + ":hook::"));
    }

    @Test
    void unsignedDeliveriesAreRefusedWithoutReading() {
        assertEquals(401, function.post(BODY, Map.of()).status());
        assertEquals(
                401, function.post(BODY, Map.of("x-hub-signature", "sha256=0")).status());

        assertEquals(0, aws.requests());
    }

    @Test
    void aRotatedSecretSignsAtOnceAndThePreviousOneGoesOnSigning() {
        assertEquals(200, signed("the-first-signing-secret"));
        aws.put(ID, SECOND);
        now = now.plus(Duration.ofMinutes(2));

        assertEquals(200, signed("the-second-signing-secret"));
        assertEquals(200, signed("the-first-signing-secret"));
        assertEquals(401, signed("a-signing-secret-of-others"));
    }

    @Test
    void whoGuessesDoesNotMakeUsAskEachTime() {
        for (int guess = 0; guess < 50; guess++) {
            assertEquals(401, signed("a-guess-of-somebody-" + guess));
        }

        assertEquals(2, aws.requests(), "the current and the previous version, once each");
    }

    @Test
    void whileTheSecretCannotBeReadJiraSendsAgainAndNothingRuns() {
        aws.fail(Integer.MAX_VALUE, 400, "AccessDeniedException");

        assertEquals(503, signed("the-first-signing-secret"));
        assertEquals(List.of("webhook.rejected"), function.events());
        assertEquals("unavailable", function.lines().get(0).path("outcome").asText());
        assertTrue(function.output().contains("secret_unavailable"), function::output);
        assertTrue(!function.output().contains("AbCdEf"), "an unauthenticated caller learns the ARN");
    }

    @Test
    void aStoredSecretIsScrubbedFromTheMomentItIsKnown() {
        function.deliveries();
        assertEquals(200, signed("the-first-signing-secret"));

        assertTrue(function.output().contains("pipeline.completed"), function::output);
        assertTrue(!function.scrubber().line("x the-first-signing-secret x").contains("first"));
        aws.put(ID, SECOND);
        now = now.plus(Duration.ofMinutes(2));
        assertEquals(200, signed("the-second-signing-secret"));
        String both = function.scrubber().line("the-first-signing-secret the-second-signing-secret");
        assertEquals("[secret] [secret]", both);
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.workspace.password, review_code",
        "tracehook.remote-agents.release_agent.token, release",
    })
    void anAgentWhoseSecretCannotBeReadFailsItsStepAndSaysWhy(String property, String intent) {
        Map<String, String> properties = new HashMap<>();
        properties.put("tracehook.webhook.secret", TestFunction.SECRET);
        properties.put("tracehook.webhook.explicit-intents", "review_code,release");
        properties.put("tracehook.delivery.accept-duplicates", "true");
        properties.put("tracehook.intents.review_code.tasks[0].agent", "code_review_agent");
        properties.put("tracehook.intents.review_code.tasks[0].task", "Review");
        properties.put("tracehook.intents.release.tasks[0].agent", "release_agent");
        properties.put("tracehook.intents.release.tasks[0].task", "Release");
        properties.put("tracehook.remote-agents.release_agent.url", "https://agent.invalid/run");
        properties.put("tracehook.remote-agents.release_agent.token", ABSENT);
        properties.put("tracehook.workspace.repository", "https://git.invalid/app.git");
        properties.put("tracehook.workspace.username", "bot");
        properties.put("tracehook.workspace.password", ABSENT);
        TestFunction agents = TestFunction.of(properties, LaunchMode.NORMAL, this::secrets);

        JsonNode reply = TestFunction.json(
                agents.signed(TestFunction.utf8("{\"intent\": \"" + intent + "\", \"issue\": {\"key\": \"PROJ-1\"}}")));

        assertEquals("PARTIAL", reply.path("pipeline_status").asText(), reply::toString);
        String error = reply.path("error").asText();
        assertTrue(
                error.contains(property + " cannot be read: The secret 'absent-AbCdEf' of eu-west-1 does not exist"),
                error);
    }

    @Test
    void tracesAreReadWithAStoredToken() {
        aws.put(ID, "{\"traces\": \"a-token-for-traces-stored\"}");
        TracesAccess access =
                new TracesAccess(Optional.of(new Secret(ID + ":traces::", this::secrets)), Optional.empty());

        assertTrue(access.readRefusal(new Headers(Map.of("authorization", "Bearer a-token-for-traces-stored")))
                .isEmpty());
        aws.fail(Integer.MAX_VALUE, 500, "InternalServiceError");
        now = now.plus(Duration.ofMinutes(5));
        assertEquals(
                503,
                access.readRefusal(new Headers(Map.of("authorization", "Bearer a-token-for-traces-stored")))
                        .orElseThrow()
                        .kind()
                        .status());
    }
}
