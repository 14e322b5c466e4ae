package org.tracehook.packaged;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/** The unpacked function, and a repository on a git host for its {@code development_flow}. */
final class FlowHost implements AutoCloseable {

    /** What the flow of {@link #flow} commits to. */
    static final String BRANCH = "develop/PROJ-1";

    private final Path taskRoot;
    private final BareRepository repository;
    private final GitHttpServer git;

    private FlowHost(Path taskRoot, BareRepository repository, GitHttpServer git) {
        this.taskRoot = taskRoot;
        this.repository = repository;
        this.git = git;
    }

    /** Unpacks and serves in that directory; the flow's tests are that shell script. */
    static FlowHost in(Path directory, String tests) throws IOException {
        Path taskRoot = Files.createDirectory(directory.resolve("task"));
        FunctionZip.built().unpackTo(taskRoot);
        return of(taskRoot, directory, tests);
    }

    /** Serves in that directory for a function that is unpacked already. */
    static FlowHost of(Path taskRoot, Path directory, String tests) throws IOException {
        BareRepository repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit("main", Map.of("src/app.sh", "echo app\n", "test/run.sh", tests));
        return new FlowHost(taskRoot, repository, GitHttpServer.serving(repository));
    }

    Path taskRoot() {
        return taskRoot;
    }

    BareRepository repository() {
        return repository;
    }

    GitHttpServer git() {
        return git;
    }

    /** The function's variables, free to be added to: on Lambda there is neither git over HTTP nor a local test command. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "");
        environment.put("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET);
        environment.put("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS", "development_flow,review_code");
        environment.put("TRACEHOOK_WORKSPACE_REPOSITORY", git.url());
        environment.put("TRACEHOOK_DEVELOPMENT_PATHS", "src/**");
        environment.put("TRACEHOOK_TESTING_COMMAND", "sh,test/run.sh");
        return environment;
    }

    /** The body of a delivery that has a file written, reviewed and tested. */
    static byte[] flow() {
        return """
                {"intent": "development_flow",
                 "issue": {"key": "PROJ-1", "fields": {"status": {"name": "In Progress"}}},
                 "context": {"code_changes": {"src/new.sh": "echo new"}}}""".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        git.close();
        repository.close();
    }
}
