package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the machine has set up for git does not count, seen from a process that finds all of it. */
class PlainSystemReaderTest {

    @TempDir
    Path directory;

    private Path classes;

    @BeforeEach
    void setUpTheMachine() throws IOException {
        classes = directory.resolve("classes.txt");
        Path hooks = Files.createDirectory(directory.resolve("hooks"));
        for (String hook : List.of("pre-push", "pre-commit", "post-commit", "credential")) {
            Path script = Files.writeString(
                    hooks.resolve(hook), "#!/bin/sh\ntouch '" + directory.resolve("hook-ran") + "'\n");
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        String config = "[url \"http://127.0.0.1:1/\"]\n\tinsteadOf = http://127.0.0.1\n[core]\n\thooksPath = " + hooks
                + "\n[credential]\n\thelper = " + hooks.resolve("credential")
                + "\n[http]\n\tproxy = http://127.0.0.1:1\n[user]\n\tname = Machine\n\temail = machine@example.com\n";
        Files.writeString(directory.resolve(".gitconfig"), config);
        Files.writeString(Files.createDirectory(directory.resolve("jgit")).resolve("config"), config);
        Files.writeString(directory.resolve(".netrc"), "machine 127.0.0.1 login bot password netrc-password\n");
    }

    private int run(String url) throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.home=" + directory,
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PlainGit.class.getName(),
                url);
        command.environment()
                .putAll(Map.of(
                        "HOME", directory.toString(),
                        "XDG_CONFIG_HOME", directory.toString(),
                        "GIT_CONFIG_GLOBAL", directory.resolve(".gitconfig").toString(),
                        "GIT_CONFIG_SYSTEM", directory.resolve(".gitconfig").toString(),
                        "GIT_AUTHOR_NAME", "Machine",
                        "http_proxy", "http://127.0.0.1:1"));
        Process process = command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.txt").toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES));
        return process.exitValue();
    }

    @Test
    void nothingOfTheMachineCounts() throws Exception {
        try (BareRepository repository = BareRepository.create(directory.resolve("host.git"))) {
            repository.commit("main", Map.of("README.md", "# Sample\n"));
            try (GitHttpServer server = GitHttpServer.serving(repository)) {
                assertEquals(0, run(server.url()), () -> read(directory.resolve("output.txt")));

                server.requests().forEach(request -> assertEquals(null, request.authorization()));
            }
            assertEquals(Set.of("main", "develop/PROJ-1"), repository.branches());
            assertEquals(
                    "Tracehook <tracehook@localhost>",
                    repository.author(repository.head("develop/PROJ-1").orElseThrow()));
        }
        assertFalse(Files.exists(directory.resolve("hook-ran")));
        String loaded = read(classes);
        assertTrue(loaded.contains("org.eclipse.jgit.transport.TransportHttp "));
        assertFalse(loaded.contains("java.lang.ProcessBuilder "), "a process was started");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
