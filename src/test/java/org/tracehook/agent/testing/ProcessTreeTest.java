package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    private final Processes processes = new Processes();

    @AfterEach
    void nothingOutlivesATest() {
        processes.end();
    }

    @Test
    void whatWasSeenIsKnownAfterItLostItsParent() throws Exception {
        Process root = new ProcessBuilder("sh", "-c", "env -i sleep " + processes.token + " & read line").start();
        ProcessTree tree = new ProcessTree(root.toHandle());
        processes.awaitCount(2);
        tree.look();
        root.getOutputStream().close();
        root.waitFor();
        assertTrue(processes.areLeft());

        assertEquals(0, tree.kill());
        assertFalse(processes.areLeft());
    }

    @Test
    void descendantsAreEndedWithoutALookBefore() throws Exception {
        Process root = new ProcessBuilder("sh", "-c", "(sh -c 'sleep " + processes.token + "; :'; :) & wait").start();
        ProcessTree tree = new ProcessTree(root.toHandle());
        processes.awaitCount(3);

        assertEquals(0, tree.kill());
        assertFalse(processes.areLeft());
    }

    @Test
    void aThreadThatIsInterruptedMeanwhileStillEndsAllAndIsInterruptedAfterwards() throws Exception {
        Process root = new ProcessBuilder("sleep", processes.token).start();
        ProcessTree tree = new ProcessTree(root.toHandle());
        Thread.currentThread().interrupt();
        int left = tree.kill();

        assertTrue(Thread.interrupted());
        assertEquals(0, left);
        assertFalse(processes.areLeft());
    }

    @Test
    void anEndedProcessThatNobodyWaitedForIsNotLeft() throws Exception {
        Process root =
                new ProcessBuilder("sh", "-c", "sleep " + processes.token + " & exec sleep " + processes.token).start();
        processes.awaitCount(2);
        ProcessHandle child = root.descendants().findFirst().orElseThrow();
        child.destroyForcibly();
        Waiting.until(() -> processes.count() == 1, 60_000);

        assertTrue(child.isAlive(), "sleep waits for no child");
        assertEquals(0, new ProcessTree(child).kill());
    }
}
