package org.tracehook.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tracehook.packaged.FunctionBench;

/** Measures everything and prints one table; a target that is missed breaks no build, since machines differ. */
public final class Bench {

    private Bench() {}

    /**
     * Arguments: the function's zip, the empty function's, the directory of the Node.js function. The system property
     * {@code bench.before} names another zip of the function to compare with.
     */
    public static void main(String[] arguments) throws Exception {
        Optional<Path> before = Optional.of(System.getProperty("bench.before", ""))
                .filter(file -> !file.isEmpty())
                .map(Path::of);
        if (before.isPresent() && !Files.isRegularFile(before.get())) {
            throw new IllegalArgumentException("bench.before names no file: " + before.get());
        }
        Table table = new Table();
        Machine.describe(table);
        Microbenchmarks.run().describe(table);
        new FunctionBench(Path.of(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]), before).describe(table);
        table.row("load when it ended", Machine.load());
        System.out.println();
        System.out.print(table);
        // JMH leaves threads behind that would keep the process.
        System.exit(0);
    }
}
