package org.tracehook.packaged;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Lambda's managed Java runtime adds to a function: AWS' runtime interface client, from this test's class path. It
 * runs on Linux only.
 */
final class RuntimeClient {

    static final String HANDLER = "io.quarkus.amazon.lambda.runtime.QuarkusStreamHandler::handleRequest";

    private RuntimeClient() {}

    /**
     * The command that runs the function in the working directory on the JVM of this test.
     *
     * <p>As on Lambda the class path has the client only: its own class loader reads the working directory and its
     * {@code lib/*.jar}. It compiles quickly rather than well, and collects serially, as Lambda does.
     */
    static List<String> command(Path scratch) throws IOException {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // The client loads a library; without leave Java 24 and later warn of that on standard error.
                "--enable-native-access=ALL-UNNAMED",
                // Quarkus' threads look into java.lang; without leave they end with an error on Java 24 and later.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                // What is registered with CRaC's API for its snapshots, SnapStart tells.
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                "-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI=" + library(scratch),
                "-cp",
                Stream.of(AWSLambda.class, Context.class, PojoSerializer.class)
                        .map(RuntimeClient::jar)
                        .collect(Collectors.joining(File.pathSeparator)),
                AWSLambda.class.getName(),
                HANDLER);
    }

    /** Left alone the client unpacks its library to one path under /tmp, where functions that start together collide. */
    private static Path library(Path scratch) throws IOException {
        String processor =
                System.getProperty("os.arch").replace("amd64", "x86_64").replace("aarch64", "aarch_64");
        String name = "/jni/libaws-lambda-jni.linux-" + processor + ".so";
        Path library = scratch.resolve("libaws-lambda-jni.so");
        try (InputStream bundled = AWSLambda.class.getResourceAsStream(name)) {
            Objects.requireNonNull(bundled, () -> "AWS' runtime client has no " + name);
            Files.copy(bundled, library, StandardCopyOption.REPLACE_EXISTING);
        }
        return library;
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
