package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;

/** Whatever a test command does, none of its descendants is there after the step. */
class HostileCommandTest {

    private static final long GENEROUS_MILLIS = 120_000;

    @TempDir
    Path directory;

    private final Processes processes = new Processes();
    private TestRun run;

    @BeforeEach
    void emptyCheckout() {
        run = new TestRun(directory);
    }

    @AfterEach
    void nothingOutlivesATest() {
        processes.end();
    }

    /** Scripts that start something which stays; {@code N} is what it sleeps. */
    static Stream<String> ways() {
        return Stream.of(
                "sleep N &",
                "nohup sleep N >/dev/null 2>&1 &",
                "(sleep N & sleep N) &",
                "sh -c 'trap \"\" HUP INT TERM; sleep N; sleep N' &",
                "(sh -c 'kill -STOP $$; sleep N' & sleep N) &");
    }

    static Stream<String> waysOfLinux() {
        return Stream.of(
                "setsid sleep N &",
                "setsid sh -c 'sleep N & sleep N' &",
                "setsid nohup sh -c 'trap \"\" TERM; setsid sleep N & sleep N' >/dev/null 2>&1 &");
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsLeftInTheBackgroundIsEndedWithTheCommand(String way) throws Exception {
        endsWithTheCommand(way);
    }

    @ParameterizedTest
    @MethodSource("waysOfLinux")
    void whatHasASessionOfItsOwnIsEndedWithTheCommand(String way) throws Exception {
        assumeTrue(hasProgram("setsid"));
        endsWithTheCommand(way);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void anInterruptedCommandIsEndedAsAWhole(String way) throws Exception {
        isInterrupted(way);
    }

    @ParameterizedTest
    @MethodSource("waysOfLinux")
    void whatHasASessionOfItsOwnIsEndedWhenInterrupted(String way) throws Exception {
        assumeTrue(hasProgram("setsid"));
        isInterrupted(way);
    }

    @Test
    void aChildThatClearsItsEnvironmentIsKnownByItsParent() throws Exception {
        assumeTrue(hasProgram("setsid"));
        isInterrupted("env -i " + program("setsid") + " " + program("sleep") + " N &");
    }

    @Test
    void aStepOutOfTimeIsReportedByTheOrchestratorAndAllIsCleanedUp() throws Exception {
        run.script("sleep " + processes.token + " & sleep " + processes.token);
        FutureTask<AgentOutcome> step = interruptedWhen(() -> processes.count() >= 2);

        ExecutionException thrown = assertThrows(ExecutionException.class, step::get);
        assertEquals(InterruptedException.class, thrown.getCause().getClass());
        assertFalse(processes.areLeft());
        assertEquals(1, run.removals.get());
    }

    @Test
    void theCommandIsEndedAndTheCheckoutRemovedBeforeTheStepIsOutOfTime() throws Exception {
        run.script("sleep " + processes.token).stepLimit(Duration.ofSeconds(3));
        FutureTask<AgentOutcome> step = interruptedWhen(() -> run.removals.get() == 1);

        ExecutionException thrown = assertThrows(ExecutionException.class, step::get);
        assertEquals(InterruptedException.class, thrown.getCause().getClass());
        assertFalse(processes.areLeft());
    }

    @Test
    void withoutAnyInterruptionAStepOutOfTimeStillFails() throws Exception {
        AgentOutcome outcome = run.script("sleep " + processes.token)
                .stepLimit(Duration.ofMillis(200))
                .outcome();

        assertEquals(
                "Failure: Tests FAILED: the test command was ended, the step's time was over", TestRun.text(outcome));
        assertFalse(processes.areLeft());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "head -c 104857600 /dev/zero; head -c 104857600 /dev/zero >&2",
                "exec >&- 2>&-; sleep 0.1",
                "cat",
                "read line && exit 1; exit 0"
            })
    void outputFillsNothingAndInputIsEmpty(String script) throws Exception {
        assertEquals("Success: Status: PASS", TestRun.text(run.script(script).outcome()));
    }

    @Test
    void processesOfOthersGoOn() throws Exception {
        Process bystander = new ProcessBuilder("sleep", new Processes().token).start();
        try {
            run.script("sleep " + processes.token + " &").outcome();

            assertTrue(bystander.isAlive());
        } finally {
            bystander.destroyForcibly();
        }
    }

    private void endsWithTheCommand(String way) throws Exception {
        run.script(started(way), "while [ ! -e go ]; do sleep 0.05; done");
        FutureTask<AgentOutcome> step = new FutureTask<>(run::outcome);
        Thread thread = new Thread(step, "step");
        thread.start();
        processes.awaitCount(2);
        awaitLook(thread);
        Files.createFile(directory.resolve("go"));

        assertEquals("Success: Status: PASS", TestRun.text(step.get()));
        assertFalse(processes.areLeft());
        assertEquals(1, run.removals.get());
    }

    private void isInterrupted(String way) throws Exception {
        run.script(started(way), "sleep " + processes.token);
        FutureTask<AgentOutcome> step = interruptedWhen(() -> processes.count() >= 3);

        ExecutionException thrown = assertThrows(ExecutionException.class, step::get);
        assertEquals(InterruptedException.class, thrown.getCause().getClass());
        assertFalse(processes.areLeft());
        assertEquals(1, run.removals.get());
    }

    private String started(String way) {
        return way.replace("N", processes.token);
    }

    private FutureTask<AgentOutcome> interruptedWhen(BooleanSupplier condition) throws Exception {
        FutureTask<AgentOutcome> step = new FutureTask<>(run::outcome);
        Thread thread = new Thread(step, "step");
        thread.start();
        Waiting.until(condition, GENEROUS_MILLIS);
        thread.interrupt();
        return step;
    }

    /** The agent looks at the processes whenever it does not wait: after two more waits it has looked in between. */
    private static void awaitLook(Thread agent) throws Exception {
        long before = waits(agent);
        Waiting.until(() -> waits(agent) >= before + 2, GENEROUS_MILLIS);
    }

    private static long waits(Thread thread) {
        return ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId()).getWaitedCount();
    }

    private static boolean hasProgram(String name) {
        return !program(name).isEmpty();
    }

    private static String program(String name) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(part -> Path.of(part, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }
}
