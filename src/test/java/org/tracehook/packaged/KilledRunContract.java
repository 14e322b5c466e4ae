package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.viewer.Chromium;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;
import org.tracehook.workspace.GitHttpServer.Mood;

/** What is left of a run whose process is killed: its lines say how far it came, and the next run tidies up. */
abstract class KilledRunContract {

    private static final String BRANCH = "develop/proj-1";
    private static final int RUNS = 200;
    private static final int KILLED = 20;

    /** More than a busy machine needs to start a function and to run its tests. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private Path taskRoot;
    private final Set<Long> pids = new HashSet<>();
    private Path vertx;
    private Path hang;
    private Path began;
    private BareRepository repository;
    private GitHttpServer server;

    @BeforeEach
    void unpack() throws IOException {
        taskRoot = Files.createDirectory(directory.resolve("task"));
        vertx = directory.resolve("vertx");
        hang = directory.resolve("hang");
        began = directory.resolve("began");
        FunctionZip.built().unpackTo(taskRoot);
        repository = BareRepository.create(directory.resolve("host.git"));
        repository.commit(
                "main",
                Map.of(
                        "src/app.sh",
                        "echo app\n",
                        "test/run.sh",
                        "[ -f '" + hang + "' ] && touch '" + began + "' && sleep 600\nchmod 500 src\nexit 0\n"));
        server = GitHttpServer.serving(repository);
    }

    @AfterEach
    void close() {
        server.close();
        repository.close();
    }

    /** On Lambda there is neither git over HTTP nor a local test command. */
    private DeployedFunction starting() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put("AWS_LAMBDA_FUNCTION_NAME", "");
        environment.put("QUARKUS_VERTX_CACHE_DIRECTORY", vertx.toString());
        environment.put("TRACEHOOK_WEBHOOK_SECRET", JiraDelivery.SECRET);
        environment.put("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS", "development_flow");
        environment.put("TRACEHOOK_WORKSPACE_REPOSITORY", server.url());
        environment.put("TRACEHOOK_DEVELOPMENT_PATHS", "src/**");
        environment.put("TRACEHOOK_TESTING_COMMAND", "sh,test/run.sh");
        DeployedFunction function = DeployedFunction.start(taskRoot, environment);
        pids.add(function.process().pid());
        return function;
    }

    private static GatewayEvent flow(String content) {
        String body = """
                {"intent": "development_flow",
                 "issue": {"key": "PROJ-1", "fields": {"status": {"name": "In Progress"}}},
                 "context": {"code_changes": {"src/new.sh": "%s"}}}""";
        return JiraDelivery.signed(String.format(body, content).getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> events(DeployedFunction function) {
        return function.process().stdoutLines().stream()
                .map(StrictJson::object)
                .filter(line -> line.has("event"))
                .map(line ->
                        line.path("event").asText() + (line.has("step_number") ? " " + line.path("step_number") : ""))
                .toList();
    }

    static void await(Path file) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!Files.exists(file)) {
            assertTrue(System.nanoTime() < end, "no " + file);
            Thread.sleep(10);
        }
    }

    @Test
    void killedAfterThePushTheLinesShowTheStepThatHadBegun() throws Exception {
        server.be(Mood.SILENT_AFTER_PUSH);
        try (DeployedFunction function = starting()) {
            function.api().invoke(flow("echo new").json(), DeployedFunction.LIMIT);
            server.awaitPush(PATIENCE);
            function.process().kill();

            assertEquals(List.of("pipeline.started", "step.started 1"), events(function));
            assertEquals(2, repository.log(BRANCH).size());
        }
    }

    @Test
    void killedDuringTheTestsTheLinesShowWhatWasDone() throws Exception {
        Files.createFile(hang);
        try (DeployedFunction function = starting()) {
            function.api().invoke(flow("echo new").json(), DeployedFunction.LIMIT);
            await(began);
            function.process().kill();

            assertEquals(
                    List.of(
                            "pipeline.started",
                            "step.started 1",
                            "step.completed 1",
                            "step.started 2",
                            "step.completed 2",
                            "step.started 3"),
                    events(function));
            String commit = repository.head(BRANCH).orElseThrow();
            assertTrue(repository.message(commit).startsWith("feat(PROJ-1): In Progress"));
        }
    }

    @Test
    void thePageShowsAKilledRunAsFarAsItCame() throws Exception {
        Files.createFile(hang);
        try (Chromium chromium = Chromium.launch();
                DeployedFunction function = starting()) {
            function.api().invoke(flow("echo new").json(), DeployedFunction.LIMIT);
            await(began);
            function.process().kill();

            Chromium.Tab tab = chromium.tab().fromDisk();
            tab.open(Files.write(
                    directory.resolve("stdout.log"), function.process().stdoutLines()));

            assertEquals(
                    "RUNNING, rebuilt: true, SUCCESS SUCCESS STARTED",
                    tab.page()
                            .evaluate("(([t]) => `${t.status}, rebuilt: ${t.rebuilt}, "
                                    + "${t.trace.steps.map(s => s.status).join(' ')}`)(tracehook.traces())"));
            assertEquals(List.of(), tab.complaints());
        }
    }

    /** The change is the same each time, so that most runs have nothing to commit: what they leave is the question. */
    @Test
    void afterManyRunsOfWhichSomeAreKilledTheTemporaryDirectoryIsAsAfterTheFirst() throws Exception {
        DeployedFunction function = starting();
        DeployedFunction next = starting();
        try {
            run(function);
            Set<String> afterTheFirst = checkouts();
            for (int i = 1; i < RUNS - 1; i++) {
                if (i % (RUNS / KILLED) == 0 || i == 1) {
                    killed(function);
                    function.close();
                    function = next;
                    next = starting();
                } else {
                    run(function);
                }
            }
            run(function);

            assertEquals(afterTheFirst, checkouts());
            assertFalse(Files.exists(vertx), "Vert.x makes a directory for each process again");
            function.endCleanly();
        } finally {
            function.close();
            next.close();
        }
    }

    private static void run(DeployedFunction function) throws Exception {
        Invocation invocation = function.api().invoke(flow("echo new").json(), DeployedFunction.LIMIT);
        JsonNode reply = GatewayReply.of(invocation.answer().get()).json();
        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
    }

    private void killed(DeployedFunction function) throws Exception {
        Files.createFile(hang);
        function.api().invoke(flow("echo new").json(), DeployedFunction.LIMIT);
        await(began);
        assertEquals(1, checkouts().size());
        function.process().kill();
        Files.delete(hang);
        Files.delete(began);
    }

    /**
     * The checkouts of this test's functions, by the process in their names: Quarkus makes /tmp the temporary directory of
     * every function, where others have files too.
     */
    private Set<String> checkouts() throws IOException {
        try (Stream<Path> children = Files.list(Path.of("/tmp"))) {
            return children.map(child -> child.getFileName().toString())
                    .filter(name -> pids.stream().anyMatch(pid -> name.startsWith("tracehook-checkout-" + pid + "-")))
                    .collect(Collectors.toSet());
        }
    }
}
