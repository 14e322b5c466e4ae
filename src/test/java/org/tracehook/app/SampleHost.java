package org.tracehook.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/** A git host whose one repository holds the sample project. */
record SampleHost(BareRepository repository, GitHttpServer server) implements AutoCloseable {

    /** The repository's files are in that directory. */
    static SampleHost in(Path directory) throws IOException {
        BareRepository repository = BareRepository.create(directory.resolve("host.git"));
        Map<String, String> files = new TreeMap<>();
        SampleRepository.files().forEach((path, content) -> files.put(path.toString(), content));
        repository.commit("main", files);
        return new SampleHost(repository, GitHttpServer.serving(repository));
    }

    /** What a function needs to write to that repository and to run its tests, with time for a slow machine. */
    Map<String, String> properties() {
        return Map.of(
                "tracehook.workspace.repository", server.url(),
                "tracehook.development.paths", "src/**",
                "tracehook.testing.command", "sh,test/run.sh",
                "tracehook.testing.reports", "reports/*.xml",
                "tracehook.deadline.ceiling", "10m");
    }

    @Override
    public void close() {
        server.close();
        repository.close();
    }
}
