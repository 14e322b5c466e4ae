package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;
import static org.tracehook.packaged.JiraDelivery.unsigned;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the configuration does without a build, and what stops the start. */
abstract class StartContract {

    private static final Map<String, String> WITH_SECRET = Map.of("TRACEHOOK_WEBHOOK_SECRET", SECRET);
    private static final String TOO_SHORT = "s3cr3t-v4lu3";
    private static final byte[] REVIEW = fixture("cloud-issue-updated-in-review");

    @TempDir
    Path taskRoot;

    @BeforeEach
    void unpack() throws IOException {
        FunctionZip.built().unpackTo(taskRoot);
    }

    @Test
    void ruleInTheFileTakesThePlaceOfTheShippedOnes() throws Exception {
        configure("""
                tracehook.triggers[0].name=review-when-done
                tracehook.triggers[0].to-status=Done
                tracehook.triggers[0].intent=review_code
                tracehook.triggers[0].code-from=description
                """);
        try (DeployedFunction function = DeployedFunction.started(taskRoot, WITH_SECRET)) {
            GatewayReply done = function.deliver(signed(done(REVIEW))).reply();
            GatewayReply inReview = function.deliver(signed(REVIEW)).reply();

            assertEquals("SUCCESS", done.json().path("pipeline_status").asText(), done::body);
            assertEquals(1, inReview.json().path("reasons").size(), inReview::body);
            assertEquals(
                    "review-when-done", inReview.json().at("/reasons/0/rule").asText());
            function.endCleanly();
        }
    }

    @Test
    void exampleInTheFileWorksOnceItIsNoCommentAnyMore() throws Exception {
        configure(Files.readString(configuration()).replace("#tracehook.", "tracehook."));
        Map<String, String> secrets =
                Map.of("TRACEHOOK_WEBHOOK_SECRET", SECRET, "TESTING_AGENT_TOKEN", "a-token-for-the-test-agent");
        try (DeployedFunction function = DeployedFunction.started(taskRoot, secrets)) {
            GatewayReply printing =
                    function.deliver(signed(fixture("explicit-review-block"))).reply();
            GatewayReply review = function.deliver(signed(REVIEW)).reply();

            assertEquals("SUCCESS", review.json().path("pipeline_status").asText(), review::body);
            assertEquals("SUCCESS", printing.json().path("pipeline_status").asText(), printing::body);
            function.endCleanly();
        }
    }

    @Test
    void allFaultsOfTypesAreNamedAtOnceByPropertyAndVariable() throws Exception {
        configure("""
                tracehook.triggers[0].name=review-when-done
                tracehook.triggers[0].to-status=Done
                tracehook.triggers[0].code-from=anywhere
                tracehook.review.rules[0].pattern=a(?=b)
                tracehook.intents.review_code.tasks[0].agent=code_review_agent
                tracehook.store.type=
                """);

        assertRefusal(
                Map.of(
                        "TRACEHOOK_WEBHOOK_ALLOW_UNAUTHENTICATED", "yes",
                        "TRACEHOOK_DEADLINE_CEILING", "s3cr3t-v4lu3",
                        "TRACEHOOK_WEBHOOK_MAX_BODY_SIZE", "0"),
                "11 fault(s)",
                "tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING): must be a duration such as 10s",
                "tracehook.intents.review_code.tasks[0].task: is missing",
                "tracehook.review.rules[0].category: is missing",
                "tracehook.review.rules[0].id: is missing",
                "tracehook.review.rules[0].message: is missing",
                "tracehook.review.rules[0].pattern: is no RE2 expression",
                "tracehook.store.type (TRACEHOOK_STORE_TYPE): is empty",
                "tracehook.triggers[0].code-from: must be none, context, description, or agent: with the name",
                "tracehook.triggers[0].intent: is missing",
                "tracehook.webhook.allow-unauthenticated (TRACEHOOK_WEBHOOK_ALLOW_UNAUTHENTICATED): must be true or false",
                "tracehook.webhook.max-body-size (TRACEHOOK_WEBHOOK_MAX_BODY_SIZE): must be a size");
    }

    @Test
    void allThatDoesNotGoTogetherIsNamedAtOnce() throws Exception {
        configure("""
                tracehook.triggers[0].name=review-when-done
                tracehook.triggers[0].to-status=Done
                tracehook.triggers[0].intent=no_such
                """);

        assertRefusal(
                Map.of("TRACEHOOK_WEBHOOK_SECRET", TOO_SHORT, "TRACEHOOK_WEBHOOK_ALLOW_UNAUTHENTICATED", "true"),
                "3 fault(s)",
                "tracehook.triggers[0].intent: there is no intent 'no_such'",
                "tracehook.webhook.allow-unauthenticated (TRACEHOOK_WEBHOOK_ALLOW_UNAUTHENTICATED): must be false",
                "tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET): must have 16 characters");
    }

    @Test
    void whatDoesMoreThanLookNeedsALedgerOfAllProcessesOrTheOperatorsWord() throws Exception {
        configure("""
                tracehook.triggers[0].name=test-when-testing
                tracehook.triggers[0].to-status=Testing
                tracehook.triggers[0].intent=run_tests
                tracehook.remote-agents.testing_agent.url=https://tests.example.com/run
                tracehook.remote-agents.testing_agent.token=a-token-for-the-test-agent
                """);

        assertRefusal(
                WITH_SECRET,
                "1 fault(s)",
                "tracehook.store.type (TRACEHOOK_STORE_TYPE): the intent 'run_tests' runs 'testing_agent'",
                "tracehook.delivery.accept-duplicates=true (TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES)");
        Map<String, String> accepting =
                Map.of("TRACEHOOK_WEBHOOK_SECRET", SECRET, "TRACEHOOK_DELIVERY_ACCEPT_DUPLICATES", "true");
        try (DeployedFunction function = DeployedFunction.started(taskRoot, accepting)) {
            assertEquals(200, function.deliver(signed(REVIEW)).reply().status());
            function.endCleanly();
        }
    }

    @Test
    void theShippedPlanOfAnAuthorNeedsAnExecutionThatNobodyWaitsFor() throws Exception {
        configure("""
                tracehook.triggers[0].name=write-when-selected
                tracehook.triggers[0].to-status=Selected for Development
                tracehook.triggers[0].actors=712020:0a1b2c3d-1111-4222-8333-444455556666
                tracehook.triggers[0].projects=PROJ
                tracehook.triggers[0].intent=ticket_to_pull_request
                tracehook.triggers[0].code-from=agent:author_agent
                tracehook.remote-agents.author_agent.url=https://author.example.com/run
                tracehook.remote-agents.author_agent.token=a-token-for-the-author
                tracehook.workspace.repository=https://github.com/acme/app.git
                tracehook.pull-request.token=a-token-for-pull-requests
                tracehook.delivery.accept-duplicates=true
                """);

        assertRefusal(
                WITH_SECRET,
                "1 fault(s)",
                "tracehook.triggers[0].code-from: waits for the code of 'author_agent', which takes minutes",
                "set tracehook.execution=acknowledge (TRACEHOOK_EXECUTION)");
    }

    @Test
    void namesThatNothingReadsStopTheStartBesideTheOtherFaults() throws Exception {
        configure("tracehook.webhook.tokn=x\n");

        assertRefusal(
                Map.of("TRACEHOOK_DEADLINE_CEILING", TOO_SHORT, "TRACEHOOK_WEBHOOK_SEKRET", SECRET),
                "3 fault(s)",
                "tracehook.webhook.tokn (TRACEHOOK_WEBHOOK_TOKN): is unknown",
                "TRACEHOOK_WEBHOOK_SEKRET: is unknown",
                "tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING): must be");
    }

    @Test
    void whatTheFileDoesNotMeanStopsTheStartAndShowsNoSecret() throws Exception {
        configure("""
                tracehook.triggers[0].name=review-when-done
                tracehook.triggers[0].to-status=Done
                tracehook.triggers[0].intent=review_code
                tracehook.triggers[0].context.repository=${NO_REPOSITORY}
                tracehook.triggers[0].to-status=In Review
                tracehook.triggers[2].name=later
                tracehook.triggers[2].to-status=Done
                tracehook.triggers[2].intent=review_code
                tracehook.review.rules[0].id=no-sleep
                tracehook.review.rules[0].pattern=\\bsleep
                tracehook.review.rules[0].category=standards
                tracehook.review.rules[0].message=No sleep
                tracehook.development.paths=src\\test
                tracehook.traces.token=${TRACES_TOKEN}
                tracehook.webhook.token=SECRET
                tracehook.webhook.token=SECRET
                """.replace("SECRET", TOO_SHORT + "-and-more"));

        assertRefusal(
                WITH_SECRET,
                "7 fault(s)",
                "tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS): has a control character",
                "tracehook.review.rules[0].pattern: has a single backslash on line 10 of config/application.properties",
                "tracehook.traces.token (TRACEHOOK_TRACES_TOKEN): refers to ${TRACES_TOKEN}, which is not set",
                "tracehook.triggers[0].context.repository: refers to ${NO_REPOSITORY}, which is not set",
                "tracehook.triggers[0].to-status: is given on lines 2 and 5 of config/application.properties",
                "tracehook.triggers[2]: follows a gap",
                "tracehook.webhook.token (TRACEHOOK_WEBHOOK_TOKEN): is given on lines 15 and 16 of");
    }

    @Test
    void whatIsForOnesOwnMachineAloneStopsTheStartOnLambda() throws Exception {
        configure("""
                tracehook.remote-agents.release_agent.url=http://127.0.0.1:9000/run
                tracehook.remote-agents.release_agent.token=a-token-of-sixteen
                tracehook.remote-agents.release_agent.timeout=1m
                """);
        Map<String, String> environment = new HashMap<>(WITH_SECRET);
        environment.put("TRACEHOOK_TESTING_COMMAND", "sh,test/run.sh");
        environment.put("TRACEHOOK_WORKSPACE_ALLOW_LOCAL_REPOSITORY", "true");

        assertRefusal(
                environment,
                "4 fault(s)",
                "tracehook.testing.command (TRACEHOOK_TESTING_COMMAND): must not be set on AWS Lambda",
                "tracehook.workspace.allow-local-repository",
                "tracehook.remote-agents.release_agent.timeout: lets 'release_agent' take 60 s",
                "tracehook.remote-agents.release_agent.url: must begin with https:// on Lambda");
    }

    @Test
    void aPlanThatMayTakeLongerThanADeliveryIsAWarningAtTheStart() throws Exception {
        configure("""
                tracehook.intents.review_code.tasks[0].agent=code_review_agent
                tracehook.intents.review_code.tasks[0].task=Review
                tracehook.intents.review_code.tasks[0].timeout=16s
                """);
        try (DeployedFunction function = DeployedFunction.started(taskRoot, WITH_SECRET)) {
            JsonNode warning = StrictJson.object(function.process()
                    .awaitStdout(line -> line.contains("'review_code' may take 16 s"), DeployedFunction.LIMIT));

            assertEquals("WARN", warning.path("level").asText(), warning::toString);
            function.endCleanly();
        }
    }

    @Test
    void withoutASecretEveryDeliveryIsToldWhichToSet() throws Exception {
        try (DeployedFunction function = DeployedFunction.started(taskRoot, Map.of())) {
            for (GatewayEvent delivery : List.of(unsigned(REVIEW), signed(REVIEW))) {
                GatewayReply reply = function.deliver(delivery).reply();

                assertEquals(401, reply.status(), reply::body);
                String detail = reply.json().path("detail").asText();
                assertTrue(detail.contains("tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET)"), detail);
            }
            function.endCleanly();
        }
    }

    /** The process ends by itself and says all this at once; Lambda is told, or sees the exit code. */
    private void assertRefusal(Map<String, String> environment, String... said) throws Exception {
        try (DeployedFunction function = DeployedFunction.start(taskRoot, environment)) {
            int exitCode = function.process().awaitExit(DeployedFunction.LIMIT);

            assertNotEquals(0, exitCode);
            List<String> stdout = function.process().stdoutLines();
            stdout.forEach(StrictJson::object);
            List<String> stderr = function.process().stderrLines();
            assertFalse((stdout + " " + stderr).contains(TOO_SHORT));
            // Quarkus' native runtime has no call to init/error: there Lambda sees the exit code alone.
            assertEquals(FunctionZip.builtIsNative(), function.api().initError().isEmpty());
            assertEquals(List.of(), stderr);
            assertTrue(
                    stdout.stream()
                            .filter(line -> "ERROR"
                                    .equals(StrictJson.object(line)
                                            .path("level")
                                            .asText()))
                            .anyMatch(line -> List.of(said).stream().allMatch(line::contains)),
                    stdout::toString);
        }
    }

    private void configure(String configuration) throws IOException {
        Files.writeString(configuration(), configuration);
    }

    private Path configuration() {
        return taskRoot.resolve("config/application.properties");
    }

    private static byte[] done(byte[] review) {
        return new String(review, StandardCharsets.UTF_8)
                .replace("\"In Review\"", "\"Done\"")
                .getBytes(StandardCharsets.UTF_8);
    }
}
