package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.packaged.JiraDelivery.SECRET;
import static org.tracehook.packaged.JiraDelivery.fixture;
import static org.tracehook.packaged.JiraDelivery.signed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a function does not pay for at its cold start: classes of what it is not configured to use. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS' runtime client runs on Linux only")
@DisabledIf(
        value = "org.tracehook.packaged.FunctionZip#builtIsNative",
        disabledReason = "a native executable loads no classes")
class LoadedClassesIT {

    @TempDir
    Path taskRoot;

    @TempDir
    Path logs;

    @Test
    void neitherTheAwsSdkNorWhatWritesToJiraOrAGitHostIsLoadedUnlessConfigured() throws Exception {
        try (DeployedFunction function = started()) {
            GatewayReply reply = function.deliver(signed(fixture("cloud-issue-updated-in-review")))
                    .reply();
            assertEquals(200, reply.status(), reply::body);

            assertTrue(isLoaded("org.tracehook.jira.EventReader"), "no log");
            assertEquals(
                    List.of(),
                    loaded(
                            "software.amazon.awssdk.",
                            "org.tracehook.dynamodb.",
                            "org.tracehook.aws.",
                            "org.tracehook.feedback.(?!FeedbackConfig|Report )",
                            "org.tracehook.githost.(?!PullRequestConfig)",
                            "org.tracehook.telemetry.(?!TelemetryConfig )",
                            "io.opentelemetry.",
                            "jdk.internal.net.http."));
        }
    }

    @Test
    void whatTheFirstPollDoesNotNeedIsNotLoadedBeforeIt() throws Exception {
        try (DeployedFunction function = started()) {
            function.api().awaitFirstPoll(DeployedFunction.LIMIT);

            assertTrue(isLoaded("org.tracehook.webhook.DeliveryHandler"), "no log");
            assertEquals(
                    List.of(),
                    loaded(
                            "org.eclipse.jgit.",
                            "java.net.http.",
                            "javax.net.ssl.",
                            "javax.crypto.Mac",
                            "org.tracehook.agent.remote.(?!RemoteAgents)",
                            "org.tracehook.http.(?!InvalidJsonException )",
                            "io.quarkus.resteasy.reactive.jackson."));
        }
    }

    private DeployedFunction started() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        return DeployedFunction.started(
                taskRoot,
                Map.of("TRACEHOOK_WEBHOOK_SECRET", SECRET, "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log()));
    }

    private Path log() {
        return logs.resolve("classes.log");
    }

    private boolean isLoaded(String name) throws IOException {
        return !loaded(name + " ").isEmpty();
    }

    /** What the log so far has whose names begin with one of these expressions. */
    private List<String> loaded(String... beginnings) throws IOException {
        Pattern names = Pattern.compile("\\s(?:" + String.join("|", beginnings) + ")");
        return Files.readAllLines(log()).stream()
                .filter(line -> names.matcher(line).find())
                .toList();
    }
}
