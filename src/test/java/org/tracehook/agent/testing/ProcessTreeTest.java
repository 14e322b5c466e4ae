package org.tracehook.agent.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {

    private static final long FAR = 1L << 40;

    private final Processes processes = new Processes();
    private final Table table = new Table();

    @AfterEach
    void nothingOutlivesATest() {
        processes.end();
    }

    @Test
    void whatWasSeenIsKnownAfterItLostItsParent() throws Exception {
        Process root = new ProcessBuilder("sh", "-c", "env -i sleep " + processes.token + " & read line").start();
        ProcessTree tree = new ProcessTree(ProcessTable.ofThisMachine(), root.pid(), "RUN=1");
        processes.awaitCount(2);
        assertTrue(tree.look() >= 2);
        root.getOutputStream().close();
        root.waitFor();
        assertTrue(processes.areLeft());

        assertEquals(0, tree.kill());
        assertFalse(processes.areLeft());
    }

    @Test
    void theTableOfOtherSystemsKnowsDescendants() throws Exception {
        Process root = new ProcessBuilder("sh", "-c", "(sh -c 'sleep " + processes.token + "; :'; :) & wait").start();
        ProcessTree tree = new ProcessTree(new PortableProcessTable(), root.pid(), "RUN=1");
        processes.awaitCount(3);

        assertEquals(0, tree.kill());
        assertFalse(processes.areLeft());
    }

    @Test
    void aThreadThatIsInterruptedMeanwhileStillEndsAllAndIsInterruptedAfterwards() throws Exception {
        Process root = new ProcessBuilder("sleep", processes.token).start();
        ProcessTree tree = new ProcessTree(ProcessTable.ofThisMachine(), root.pid(), "RUN=1");
        Thread.currentThread().interrupt();
        int left = tree.kill();

        assertTrue(Thread.interrupted());
        assertEquals(0, left);
        assertFalse(processes.areLeft());
    }

    @Test
    void aProcessWithTheIdOfAnEarlierOneIsSomebodyElses() {
        ProcessTree tree = treeOf(row(FAR, 1, 1));
        assertEquals(1, tree.look());

        table.rows.put(FAR, row(FAR, 1, 2));
        assertEquals(0, tree.look());
    }

    @Test
    void childrenAreFoundWhateverTheOrderOfTheirIds() {
        ProcessTree tree = treeOf(row(FAR + 5, 1, 1));
        table.add(row(FAR + 1, FAR + 5, 2));
        table.add(row(FAR + 9, FAR + 1, 3));
        table.add(row(FAR + 3, FAR + 9, 4));
        table.add(row(FAR + 4, 1, 4));

        assertEquals(4, tree.look());
    }

    @Test
    void orphansAreFoundByTheSessionThatTheRunMade() {
        ProcessTree tree = treeOf(new ProcessTable.Row(FAR, 1, FAR, FAR, 1, false));
        tree.look();
        table.rows.clear();
        table.add(new ProcessTable.Row(FAR + 1, 1, FAR + 1, FAR, 2, false));
        table.add(new ProcessTable.Row(FAR + 2, 1, FAR, FAR, 2, false));

        assertEquals(2, tree.look());
    }

    @Test
    void aSessionIdThatNobodyHadForAWhileIsForgotten() {
        ProcessTree tree = treeOf(new ProcessTable.Row(FAR, 1, FAR, FAR, 1, false));
        tree.look();
        table.rows.clear();
        tree.look();
        table.add(new ProcessTable.Row(FAR + 1, 1, FAR, FAR, 2, false));

        assertEquals(0, tree.look());
    }

    @Test
    void theGroupOfThisProcessIsNotTheRuns() {
        ProcessTree tree = treeOf(new ProcessTable.Row(FAR, 1, FAR - 1, 7, 1, false));
        table.add(new ProcessTable.Row(FAR - 1, 1, FAR - 1, 7, 1, false));

        assertEquals(1, tree.look());
    }

    @Test
    void thisProcessNeverBelongsToARun() {
        table.variable = "RUN=1";
        ProcessTree tree = treeOf(row(FAR, 1, 1));
        table.add(row(ProcessHandle.current().pid(), FAR, 1));
        table.add(row(FAR + 1, 1, 1));

        assertEquals(2, tree.look());
    }

    @Test
    void onLinuxProcessesAreReadWhateverTheyAreCalled() {
        Optional<ProcessTable.Row> row =
                LinuxProcessTable.row(7, "7 (a) Z 1 (b) S 3 4 5 0 -1 4 0 0 0 0 0 0 0 0 20 0 1 0 99 0 0");

        assertEquals(Optional.of(new ProcessTable.Row(7, 3, 4, 5, 99, false)), row);
    }

    @Test
    void aZombieIsDeadUnlessItHasThreadsLeft() {
        String stat = "7 (a) Z 3 4 5 0 -1 4 0 0 0 0 0 0 0 0 20 0 %d 0 99 0 0";

        assertTrue(LinuxProcessTable.row(7, stat.formatted(1)).orElseThrow().hasEnded());
        assertFalse(LinuxProcessTable.row(7, stat.formatted(2)).orElseThrow().hasEnded());
        assertTrue(LinuxProcessTable.row(7, "").isEmpty());
    }

    @Test
    void onLinuxAVariableIsFoundAsAWhole() throws Exception {
        assumeTrue(LinuxProcessTable.isThere());
        ProcessBuilder builder = new ProcessBuilder("sleep", processes.token);
        builder.environment().put("RUN", "12");
        long pid = builder.start().pid();
        LinuxProcessTable linux = new LinuxProcessTable();

        assertTrue(linux.hasVariable(pid, "RUN=12"));
        assertFalse(linux.hasVariable(pid, "RUN=1"));
        assertFalse(linux.hasVariable(pid, "UN=12"));
    }

    private ProcessTree treeOf(ProcessTable.Row root) {
        table.add(row(ProcessHandle.current().pid(), 1, 1));
        table.add(root);
        return new ProcessTree(table, root.pid(), "RUN=1");
    }

    /** A process of our own session, in no group of its own. */
    private static ProcessTable.Row row(long pid, long parent, long start) {
        return new ProcessTable.Row(pid, parent, 7, 7, start, false);
    }

    /** A table of invented processes. */
    private static final class Table implements ProcessTable {

        private final Map<Long, Row> rows = new TreeMap<>(Comparator.reverseOrder());
        private String variable = "";

        void add(Row row) {
            rows.put(row.pid(), row);
        }

        @Override
        public List<Long> pids() {
            return new ArrayList<>(rows.keySet());
        }

        @Override
        public long latestPid() {
            return 0;
        }

        @Override
        public Optional<Row> row(long pid) {
            return Optional.ofNullable(rows.get(pid));
        }

        @Override
        public boolean hasVariable(long pid, String asked) {
            return asked.equals(variable);
        }
    }
}
