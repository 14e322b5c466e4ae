package org.tracehook.packaged;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function to be measured. Its processes have Lambda's environment and the same variables on every machine, but for
 * where programs are.
 *
 * @param name as the table calls it
 * @param taskRoot where it is unpacked
 * @param environment its variables beside those of Lambda
 */
record Candidate(String name, Path taskRoot, Map<String, String> environment) {

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET,
            "TRACEHOOK_LIMITS_RUNS_PER_ISSUE_PER_HOUR", "0",
            // Tests hand these on from the machine.
            "JAVA_HOME", "",
            "TMPDIR", "");

    Candidate {
        environment = Map.copyOf(environment);
    }

    /** The function in that zip, unpacked to a directory that is made for it. */
    static Candidate unpacked(String name, Path zip, Path taskRoot) throws IOException {
        new FunctionZip(zip).unpackTo(Files.createDirectory(taskRoot));
        return new Candidate(name, taskRoot, ENVIRONMENT);
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
        return Optional.of(new Candidate(name, taskRoot, ENVIRONMENT));
    }

    /** The same function with more variables. */
    Candidate with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Candidate(name, taskRoot, all);
    }

    /** What its unpacked files take, MB: of a native one its executable and a small file of settings. */
    double size() throws IOException {
        return files().stream().mapToLong(File::length).sum() / 1e6;
    }

    /** Leaves nothing of its files in memory. GNU's {@code dd} tells the kernel to, and needs no rights for it. */
    void dropFromPageCache() throws IOException {
        for (File file : files()) {
            Process dd = new ProcessBuilder("dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            if (dd.onExit().join().exitValue() != 0) {
                throw new IOException("dd cannot drop " + file + " from the page cache");
            }
        }
    }

    private List<File> files() throws IOException {
        try (Stream<Path> files = Files.walk(taskRoot)) {
            return files.map(Path::toFile).filter(File::isFile).toList();
        }
    }

    /** A process of its own, started just now. */
    Running start() throws IOException {
        LambdaRuntimeApi api = LambdaRuntimeApi.start();
        return new Running(api, PackagedFunction.start(taskRoot, api, environment));
    }
}
