package org.tracehook.agent.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What Java itself can say of processes on any system: parents, but neither sessions nor variables. */
final class PortableProcessTable implements ProcessTable {

    @Override
    public List<Long> pids() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    @Override
    public long latestPid() {
        return 0;
    }

    @Override
    public Optional<Row> row(long pid) {
        return ProcessHandle.of(pid).map(PortableProcessTable::row);
    }

    @Override
    public boolean hasVariable(long pid, String variable) {
        return false;
    }

    private static Row row(ProcessHandle process) {
        long parent = process.parent().map(ProcessHandle::pid).orElse(0L);
        long start = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return new Row(process.pid(), parent, 0, 0, start, !process.isAlive());
    }
}
