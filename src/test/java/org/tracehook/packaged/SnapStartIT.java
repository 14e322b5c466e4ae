package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.aws.FakeSecretsManager;

/** A function that Lambda keeps as a snapshot, as far as it can be had without Lambda: up to the snapshot, and from it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS' runtime client runs on Linux only")
@DisabledIf(
        value = "org.tracehook.packaged.FunctionZip#builtIsNative",
        disabledReason = "SnapStart is of Lambda's managed runtimes alone")
class SnapStartIT {

    private static final String ARN = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:tracehook-AbCdEf";

    /** What a delivery and a request need first, of ours and of Quarkus'. */
    private static final List<String> REHEARSED = List.of(
            "org.tracehook.jira.EventReader ",
            "org.tracehook.intent.Selection ",
            "org.tracehook.app.FailureReplies ",
            "io.quarkus.amazon.lambda.http.LambdaHttpHandler$NettyResponseHandler ");

    @TempDir
    Path taskRoot;

    @TempDir
    Path logs;

    @Test
    void theSnapshotIsOfAFunctionThatRehearsedAndToldNobody() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        Path log = logs.resolve("classes.log");
        try (FakeSecretsManager aws = new FakeSecretsManager();
                DeployedFunction function = DeployedFunction.start(taskRoot, environment(aws, log))) {
            aws.put(ARN, SECRET);
            function.api().awaitSnapshot(DeployedFunction.LIMIT);
            List<String> loaded = Files.readAllLines(log);
            List<String> written = List.copyOf(function.process().stdoutLines());

            for (String rehearsed : REHEARSED) {
                assertTrue(loaded.stream().anyMatch(line -> line.contains(rehearsed)), rehearsed);
            }
            assertEquals(0, aws.requests(), "a secret is in the snapshot");
            assertTrue(loaded.stream().noneMatch(line -> line.contains("software.amazon.awssdk")), "the SDK is loaded");
            assertEquals(List.of(), events(written));

            function.api().restore();
            DeployedFunction.Delivered run = function.deliver(signed(fixture("cloud-issue-updated-in-review")));

            assertEquals("SUCCESS", run.reply().json().path("pipeline_status").asText(), run.reply()::body);
            assertTrue(run.lines().get(0).path("cold_start").asBoolean(), run.lines()::toString);
            assertEquals(1, aws.requests());
        }
    }

    private static List<String> events(List<String> lines) {
        return lines.stream()
                .filter(line -> StrictJson.object(line).has("event")
                        || !"INFO".equals(StrictJson.object(line).path("level").asText()))
                .toList();
    }

    private static Map<String, String> environment(FakeSecretsManager aws, Path log) {
        return Map.of(
                "AWS_LAMBDA_INITIALIZATION_TYPE",
                "snap-start",
                "JDK_JAVA_OPTIONS",
                "-Xlog:class+load:file=" + log,
                "TRACEHOOK_WEBHOOK_SECRET",
                ARN,
                "TRACEHOOK_DELIVERY_MAX_AGE",
                "off",
                "TRACEHOOK_SECRETS_ENDPOINT_OVERRIDE",
                aws.endpoint().toString(),
                "AWS_ACCESS_KEY_ID",
                "anykey",
                "AWS_SECRET_ACCESS_KEY",
                "a-secret-key-of-lambda");
    }
}
