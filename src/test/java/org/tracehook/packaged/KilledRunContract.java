package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import org.tracehook.workspace.GitHttpServer.Mood;

/** What is left of a run whose process is killed: its lines say how far it came, and the next run tidies up. */
abstract class KilledRunContract {

    private static final int RUNS = 200;
    private static final int KILLED = 20;

    /** More than a busy machine needs to start a function and to run its tests. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private FlowHost host;
    private final Set<Long> pids = new HashSet<>();
    private Path vertx;
    private Path hang;
    private Path began;

    @BeforeEach
    void unpack() throws IOException {
        vertx = directory.resolve("vertx");
        hang = directory.resolve("hang");
        began = directory.resolve("began");
        host = FlowHost.in(
                directory, "[ -f '" + hang + "' ] && touch '" + began + "' && sleep 600\nchmod 500 src\nexit 0\n");
    }

    @AfterEach
    void close() {
        host.close();
    }

    private DeployedFunction starting() throws IOException {
        Map<String, String> environment = host.environment();
        environment.put("QUARKUS_VERTX_CACHE_DIRECTORY", vertx.toString());
        environment.put("TRACEHOOK_LIMITS_RUNS_PER_ISSUE_PER_HOUR", "0");
        DeployedFunction function = DeployedFunction.start(host.taskRoot(), environment);
        pids.add(function.process().pid());
        return function;
    }

    private static GatewayEvent flow() {
        return JiraDelivery.signed(FlowHost.flow());
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
        host.git().be(Mood.SILENT_AFTER_PUSH);
        try (DeployedFunction function = starting()) {
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
            host.git().awaitPush(PATIENCE);
            function.process().kill();

            assertEquals(List.of("pipeline.started", "step.started 1"), events(function));
            assertEquals(2, host.repository().log(FlowHost.BRANCH).size());
        }
    }

    @Test
    void killedDuringTheTestsTheLinesShowWhatWasDone() throws Exception {
        Files.createFile(hang);
        try (DeployedFunction function = starting()) {
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
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
            String commit = host.repository().head(FlowHost.BRANCH).orElseThrow();
            assertTrue(host.repository().message(commit).startsWith("feat(PROJ-1): In Progress"));
        }
    }

    @Test
    void thePageShowsAKilledRunAsFarAsItCame() throws Exception {
        Files.createFile(hang);
        try (Chromium chromium = Chromium.launch();
                DeployedFunction function = starting()) {
            function.api().invoke(flow().json(), DeployedFunction.LIMIT);
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
        Invocation invocation = function.api().invoke(flow().json(), DeployedFunction.LIMIT);
        JsonNode reply = GatewayReply.of(invocation.answer().get()).json();
        assertEquals("SUCCESS", reply.path("pipeline_status").asText(), reply::toString);
    }

    private void killed(DeployedFunction function) throws Exception {
        Files.createFile(hang);
        function.api().invoke(flow().json(), DeployedFunction.LIMIT);
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
