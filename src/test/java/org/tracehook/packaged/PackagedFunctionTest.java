package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackagedFunctionTest {

    @TempDir
    Path taskRoot;

    /** A build machine's variables change what a process does: {@code NODE_EXTRA_CA_CERTS} doubles the start of Node.js. */
    @Test
    void aFunctionGetsLambdasVariablesAndNoOthersOfTheMachine() throws Exception {
        bootstrap("tr '\\0' '\\n' < /proc/$$/environ > environment");

        try (LambdaRuntimeApi api = LambdaRuntimeApi.start();
                PackagedFunction function =
                        PackagedFunction.start(taskRoot, api, Map.of("OWN", "1", "JAVA_HOME", "", "TMPDIR", ""))) {
            assertEquals(0, function.awaitExit(Duration.ofSeconds(30)));
        }

        assertEquals(
                new TreeSet<>(Set.of(
                        "_HANDLER",
                        "AWS_DEFAULT_REGION",
                        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
                        "AWS_LAMBDA_FUNCTION_NAME",
                        "AWS_LAMBDA_FUNCTION_VERSION",
                        "AWS_LAMBDA_INITIALIZATION_TYPE",
                        "AWS_LAMBDA_LOG_FORMAT",
                        "AWS_LAMBDA_RUNTIME_API",
                        "AWS_REGION",
                        "LAMBDA_TASK_ROOT",
                        "LANG",
                        "OWN",
                        "PATH",
                        "TZ")),
                namesIn(taskRoot.resolve("environment")));
    }

    private void bootstrap(String command) throws IOException {
        Path bootstrap = Files.writeString(taskRoot.resolve("bootstrap"), "#!/bin/sh\n" + command + "\n");
        Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Set<String> namesIn(Path environment) throws IOException {
        try (Stream<String> lines = Files.lines(environment)) {
            return lines.map(line -> line.substring(0, line.indexOf('=')))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
