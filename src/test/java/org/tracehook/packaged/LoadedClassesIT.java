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
    void neitherTheAwsSdkNorWhatWritesToJiraIsLoadedUnlessConfigured() throws Exception {
        FunctionZip.built().unpackTo(taskRoot);
        Path log = logs.resolve("classes.log");
        Map<String, String> environment =
                Map.of("TRACEHOOK_WEBHOOK_SECRET", SECRET, "JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log);
        try (DeployedFunction function = DeployedFunction.started(taskRoot, environment)) {
            GatewayReply reply = function.deliver(signed(fixture("cloud-issue-updated-in-review")))
                    .reply();
            assertEquals(200, reply.status(), reply::body);
        }

        List<String> loaded = Files.readAllLines(log);
        assertTrue(loaded.stream().anyMatch(line -> line.contains("org.tracehook.webhook.Deliveries ")), "no log");
        assertEquals(
                List.of(),
                loaded.stream()
                        .filter(line -> line.contains("software.amazon.awssdk")
                                || line.contains("org.tracehook.dynamodb")
                                || line.contains("org.tracehook.aws")
                                || line.contains("org.tracehook.feedback") && !line.contains("FeedbackConfig")
                                || line.contains("jdk.internal.net.http"))
                        .toList());
    }
}
