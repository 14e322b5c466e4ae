package org.tracehook.packaged;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function to be measured.
 *
 * @param name as the table calls it
 * @param taskRoot where it is unpacked
 */
record Candidate(String name, Path taskRoot) {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET, "TRACEHOOK_LIMITS_RUNS_PER_ISSUE_PER_HOUR", "0");

    /** The function in that zip, unpacked to a directory that is made for it. */
    static Candidate unpacked(String name, Path zip, Path taskRoot) throws IOException {
        new FunctionZip(zip).unpackTo(Files.createDirectory(taskRoot));
        return new Candidate(name, taskRoot);
    }

    /** The function for Node.js; empty where there is no Node.js. */
    static Optional<Candidate> onNode(String name, Path sources, Path taskRoot) throws IOException {
        boolean found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "node")));
        if (!found) {
            return Optional.empty();
        }
        Files.createDirectory(taskRoot);
        for (String file : List.of("bootstrap", "index.mjs")) {
            Files.copy(sources.resolve(file), taskRoot.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        return Optional.of(new Candidate(name, taskRoot));
    }

    /** A process of its own, started just now. */
    Running start() throws IOException {
        return start("");
    }

    /** The same, with these options of the JVM beside its own. */
    Running start(String options) throws IOException {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("JDK_JAVA_OPTIONS", options);
        LambdaRuntimeApi api = LambdaRuntimeApi.start();
        return new Running(api, PackagedFunction.start(taskRoot, api, environment));
    }
}
