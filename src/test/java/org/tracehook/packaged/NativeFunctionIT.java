package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip for Lambda's runtime without a language, with the native executable. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "The executable is built for Linux")
@EnabledIf(
        value = "org.tracehook.packaged.FunctionZip#builtIsNative",
        disabledReason = "target/function.zip has no executable: build one with ./mvnw verify -Dnative")
class NativeFunctionIT extends PackagedFunctionContract {

    /** Without a limit for what is new it is more than 100. */
    private static final int MOST_MEGABYTES = 85;

    private static final int DELIVERIES = 1_500;

    @Test
    void aProcessThatHasWorkedForLongHoldsLittleMemory(@TempDir Path taskRoot) throws Exception {
        byte[] body = JiraDelivery.fixture("cloud-issue-updated-in-review");
        FunctionZip.built().unpackTo(taskRoot);
        Map<String, String> environment = Map.of(
                "TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET,
                "TRACEHOOK_DELIVERY_MAX_AGE", "off",
                "TRACEHOOK_LIMITS_RUNS_PER_ISSUE_PER_HOUR", "0");
        try (DeployedFunction function = DeployedFunction.started(taskRoot, environment)) {
            for (int i = 0; i < DELIVERIES; i++) {
                function.api()
                        .invoke(JiraDelivery.signed(body).json(), DeployedFunction.LIMIT)
                        .answer()
                        .get();
            }
            GatewayReply last = function.deliver(JiraDelivery.signed(body)).reply();
            String peak =
                    Files.readAllLines(Path.of(
                                    "/proc", Long.toString(function.process().pid()), "status"))
                            .stream()
                            .filter(line -> line.startsWith("VmHWM:"))
                            .findFirst()
                            .orElseThrow();

            assertEquals("SUCCESS", last.json().path("pipeline_status").asText(), last::body);
            assertTrue(Integer.parseInt(peak.replaceAll("\\D", "")) / 1024 <= MOST_MEGABYTES, peak);
        }
    }
}
