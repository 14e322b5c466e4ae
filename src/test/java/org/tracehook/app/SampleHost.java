package org.tracehook.app;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/** A git host whose one repository holds the sample project. */
public record SampleHost(BareRepository repository, GitHttpServer server) implements AutoCloseable {

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

    /** The intent {@code flow}: those agents, with time for a slow machine. */
    public static Map<String, String> flow(String... agents) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < agents.length; i++) {
            String task = "tracehook.intents.flow.tasks[" + i + "].";
            properties.put(task + "agent", agents[i]);
            properties.put(task + "task", "Step " + (i + 1));
            properties.put(task + "timeout", "2m");
        }
        return properties;
    }

    /** The rule that lets {@code ann} have the flow's {@code author_agent} write code. */
    public static Map<String, String> authorRule() {
        return authorRule("flow");
    }

    /** The same for another intent. */
    public static Map<String, String> authorRule(String intent) {
        return Map.of(
                "tracehook.triggers[0].name", "write",
                "tracehook.triggers[0].intent", intent,
                "tracehook.triggers[0].events", "automation:go",
                "tracehook.triggers[0].actors", "ann",
                "tracehook.triggers[0].projects", "PROJ",
                "tracehook.triggers[0].code-from", "agent:author_agent");
    }

    @Override
    public void close() {
        server.close();
        repository.close();
    }
}
