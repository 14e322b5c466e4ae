package org.tracehook.agent.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tracehook.agent.testing.ProcessTable.Row;
import org.tracehook.deadline.Deadline;

/**
 * The processes of one run: the first one, whatever it started, and what those started, detached from it or not.
 *
 * <p>A process belongs to the run if it was seen in it before, if its parent belongs to it, if it is in a session or
 * process group that the run made, or if it has the run's variable. One that drops all of these between two looks is not
 * found: that takes intent, against which no process tree is a wall.
 */
final class ProcessTree {

    private static final Duration LONGEST_KILLING = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final ProcessTable table;
    private final String variable;
    private final long ownPid = ProcessHandle.current().pid();
    private final long ownSession;
    private final long began;
    private final Map<Long, Row> members = new HashMap<>();
    private final Set<Long> groups = new HashSet<>();
    private int vanished;

    /** The tree that begins with that process, which has that {@code NAME=value} in its environment. */
    ProcessTree(ProcessTable table, long root, String variable) {
        this.table = table;
        this.variable = variable;
        this.ownSession = table.row(ownPid).map(Row::session).orElse(0L);
        Optional<Row> first = table.row(root);
        this.began = first.map(Row::start).orElse(0L);
        first.ifPresent(this::join);
    }

    /** Looks who is there, and remembers them; returns how many. */
    int look() {
        List<Row> rows = pass(member -> {});
        boolean found = true;
        while (found) {
            found = false;
            for (Row row : rows) {
                found |= !isMember(row) && isRelated(row) && join(row);
            }
        }
        forgetAllBut(rows);
        return members.size();
    }

    /**
     * Ends every process of the run, again and again until none is left; also while this thread is interrupted, which
     * it is again afterwards.
     *
     * @return how many are left: more than 0 only if some could not be ended in half a minute
     */
    int kill() {
        Deadline deadline = Deadline.in(LONGEST_KILLING);
        Quiet quiet = new Quiet();
        boolean interrupted = false;
        int left = look();
        while (!quiet.isCertain() && !deadline.remaining().isZero()) {
            long latest = table.latestPid();
            left = strike();
            quiet.looked(left, vanished, latest > 0 && latest == table.latestPid());
            interrupted |= pause();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return left;
    }

    /** Ends each at the moment it is met: one that keeps handing over to a child would be gone after the whole table. */
    private int strike() {
        AtomicInteger met = new AtomicInteger();
        List<Row> rows = pass(member -> {
            met.incrementAndGet();
            end(member);
        });
        forgetAllBut(rows);
        return met.get();
    }

    /** Reads the table once; what belongs to the run is remembered and handed on at once. */
    private List<Row> pass(Consumer<Row> onMember) {
        List<Row> rows = new ArrayList<>();
        vanished = 0;
        for (long pid : table.pids()) {
            Optional<Row> row = table.row(pid);
            row.filter(there -> !there.hasEnded()).ifPresent(rows::add);
            row.filter(this::isOfTheRun).filter(this::join).ifPresent(onMember);
            vanished += row.isEmpty() ? 1 : 0;
        }
        return rows;
    }

    private boolean isOfTheRun(Row row) {
        return !row.hasEnded() && (isMember(row) || isRelated(row) || isMarked(row));
    }

    /** Takes the handle before it asks who has the id now, and the handle does not signal a successor. */
    private void end(Row row) {
        Optional<ProcessHandle> process = ProcessHandle.of(row.pid());
        if (table.row(row.pid()).filter(row::isSameProcessAs).isPresent()) {
            process.ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private boolean isMember(Row row) {
        Row member = members.get(row.pid());
        return member != null && member.isSameProcessAs(row);
    }

    private boolean isRelated(Row row) {
        return row.pid() != ownPid
                && (members.containsKey(row.parent())
                        || groups.contains(row.group())
                        || groups.contains(row.session()));
    }

    private boolean isMarked(Row row) {
        return row.pid() != ownPid && row.start() >= began && table.hasVariable(row.pid(), variable);
    }

    /** Sessions other than ours are made by the run alone; a group may be older, unless its first process is of the run. */
    private boolean join(Row row) {
        members.put(row.pid(), row);
        if (row.session() != ownSession && row.session() != 0) {
            groups.add(row.session());
        }
        if (row.group() == row.pid()) {
            groups.add(row.group());
        }
        return true;
    }

    /** Ids that nobody has any more may be given to others. */
    private void forgetAllBut(List<Row> rows) {
        Set<Long> used = new HashSet<>();
        rows.forEach(row -> used.addAll(List.of(row.group(), row.session())));
        groups.retainAll(used);
        Map<Long, Row> there = new HashMap<>();
        rows.forEach(row -> there.put(row.pid(), row));
        members.values().removeIf(row -> !there.containsKey(row.pid()) || !row.isSameProcessAs(there.get(row.pid())));
    }

    private static boolean pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
