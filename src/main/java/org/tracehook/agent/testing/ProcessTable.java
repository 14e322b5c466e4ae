package org.tracehook.agent.testing;

import java.util.List;
import java.util.Optional;

/** The processes of this machine, as far as they can be seen. */
interface ProcessTable {

    /** The table that this machine offers. */
    static ProcessTable ofThisMachine() {
        return LinuxProcessTable.isThere() ? new LinuxProcessTable() : new PortableProcessTable();
    }

    /** The ids of all processes, the highest first: it is most likely the newest and would be gone the soonest. */
    List<Long> pids();

    /** The id given last, so that it can be said whether a process began meanwhile; 0 when unknown. */
    long latestPid();

    /** What is known of a process; empty when it is no longer there. */
    Optional<Row> row(long pid);

    /** Whether the process was given that {@code NAME=value}; false when that cannot be seen. */
    boolean hasVariable(long pid, String variable);

    /**
     * One process. Its start tells it from an earlier or later process of the same id.
     *
     * @param pid its id
     * @param parent its parent's id
     * @param group the id of its process group, 0 when unknown
     * @param session the id of its session, 0 when unknown
     * @param start when it began, in some unit
     * @param hasEnded whether it only waits for its parent to take note
     */
    record Row(long pid, long parent, long group, long session, long start, boolean hasEnded) {

        boolean isSameProcessAs(Row other) {
            return pid == other.pid && start == other.start;
        }
    }
}
