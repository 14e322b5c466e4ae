package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.aws.FakeSecretsManager;

/** What holds when the function's secret is an ARN. */
abstract class StoredSecretContract {

    private static final String ID = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf";
    private static final byte[] REVIEW = fixture("cloud-issue-updated-in-review");

    private final FakeSecretsManager aws = new FakeSecretsManager();

    @TempDir
    Path taskRoot;

    @BeforeEach
    void unpack() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
    }

    @AfterEach
    void close() {
        aws.close();
    }

    private DeployedFunction function() throws Exception {
        return DeployedFunction.started(
                taskRoot,
                Map.of(
                        "TRACEHOOK_WEBHOOK_SECRET", ID + ":hook::",
                        "TRACEHOOK_DELIVERY_MAX_AGE", "off",
                        "TRACEHOOK_SECRETS_ENDPOINT_OVERRIDE", aws.endpoint().toString(),
                        "AWS_ACCESS_KEY_ID", "anykey",
                        "AWS_SECRET_ACCESS_KEY", "a-secret-key-of-lambda"));
    }

    @Test
    void aDeliveryIsCheckedByTheStoredSecret() throws Exception {
        aws.put(ID, "{\"hook\": \"" + SECRET + "\"}");
        try (DeployedFunction function = function()) {
            assertEquals(0, aws.requests(), "read before it was used");
            DeployedFunction.Delivered run = function.deliver(signed(REVIEW));

            assertEquals(200, run.reply().status(), run.reply()::body);
            assertEquals(1, aws.requests());
            JiraDelivery.spellingsOfTheSecret()
                    .forEach(secret -> assertTrue(!run.lines().toString().contains(secret)));
            function.endCleanly();
        }
    }

    @Test
    void whileItCannotBeReadNothingRunsAndTheLogSaysWhatToDo() throws Exception {
        aws.fail(Integer.MAX_VALUE, 400, "AccessDeniedException");
        try (DeployedFunction function = function()) {
            DeployedFunction.Delivered refused = function.deliver(signed(REVIEW));

            assertEquals(503, refused.reply().status(), refused.reply()::body);
            assertTrue(
                    refused.reply().body().contains("urn:tracehook:problem:secret-unavailable"), refused.reply()::body);
            assertTrue(!refused.reply().body().contains(ID), refused.reply()::body);
            assertTrue(
                    refused.lines()
                            .toString()
                            .contains(
                                    "The secret 'tracehook-AbCdEf' of eu-west-1 must not be read by the function: its role needs secretsmanager:GetSecretValue"),
                    refused.lines()::toString);
            function.endCleanly();
        }
    }

    @Test
    void anArnOfSomethingElseStopsTheStart() throws Exception {
        // Read at once, so that nobody finds out by a delivery that is lost.
        try (LambdaRuntimeApi api = LambdaRuntimeApi.start();
                PackagedFunction function = PackagedFunction.start(
                        taskRoot,
                        api,
                        Map.of("TRACEHOOK_WEBHOOK_SECRET", "arn:aws:ssm:eu-west-1:123456789012:parameter/hook"))) {
            String line =
                    function.awaitStdout(text -> text.contains("TRACEHOOK_WEBHOOK_SECRET"), Duration.ofSeconds(30));

            assertTrue(line.contains("[account]:secret:[name]"), line);
        }
    }
}
