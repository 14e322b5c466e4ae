package org.tracehook.packaged;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.tracehook.bench.Sample;
import org.tracehook.bench.Table;

/** Two functions of ours that take turns, and what the second one's figures are of the first one's. */
final class Comparison {

    private static final int STARTS = 40;

    private final Table table;
    private final String pair;

    private Comparison(Table table, String pair) {
        this.table = table;
        this.pair = pair;
    }

    /** Measures and adds rows. */
    static void describe(Table table, Candidate one, Candidate other, Path scratch) throws IOException {
        List<Candidate> both = List.of(one, other);
        Comparison rows = new Comparison(table, one.name() + " → " + other.name() + ", ");
        ColdStarts cold = ColdStarts.of(both, STARTS);
        rows.add("exec to first reply", cold.untilFirstReply(one), cold.untilFirstReply(other), "ms");
        ColdStarts fromDisk = ColdStarts.fromDisk(both, STARTS);
        rows.add(
                "exec to first reply, read from disk",
                fromDisk.untilFirstReply(one),
                fromDisk.untilFirstReply(other),
                "ms");
        rows.add("resident after the first reply", cold.residentMemory(one), cold.residentMemory(other), "MB");
        WarmCalls warm = WarmCalls.of(both, FunctionBench.UNCOUNTED, FunctionBench.COUNTED, Running::review);
        rows.add("warm p50", warm.times(one), warm.times(other), "ms");
        FlowRuns flow = FlowRuns.of(both, scratch);
        rows.add("development_flow", flow.times(one), flow.times(other), "ms");
        rows.add("its requests", new Sample(flow.requests(one)), new Sample(flow.requests(other)), "requests");
        rows.add("size unpacked", new Sample(one.size()), new Sample(other.size()), "MB");
    }

    private void add(String what, Sample one, Sample other, String unit) {
        table.row(
                pair + what,
                Table.format(one.median(), unit) + " → " + Table.format(other.median(), unit) + ", "
                        + Table.format(other.median() / one.median(), "×"));
    }
}
