package org.tracehook.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The processes of a Linux system, read from {@code /proc} (proc(5)). */
final class LinuxProcessTable implements ProcessTable {

    private static final Path PROC = Path.of("/proc");
    private static final Pattern PID = Pattern.compile("[0-9]{1,18}");
    private static final int MOST_BYTES = 8 << 20;

    static boolean isThere() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    @Override
    public List<Long> pids() {
        String[] names = Optional.ofNullable(PROC.toFile().list()).orElse(new String[0]);
        return Arrays.stream(names)
                .filter(name -> PID.matcher(name).matches())
                .map(Long::valueOf)
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /** The last field of {@code /proc/loadavg}. */
    @Override
    public long latestPid() {
        return read(PROC.resolve("loadavg"))
                .map(load -> load.substring(load.lastIndexOf(' ') + 1).strip())
                .filter(pid -> PID.matcher(pid).matches())
                .map(Long::valueOf)
                .orElse(0L);
    }

    @Override
    public Optional<Row> row(long pid) {
        return read(pid, "stat").flatMap(stat -> row(pid, stat));
    }

    @Override
    public boolean hasVariable(long pid, String variable) {
        return read(pid, "environ")
                .filter(variables -> ("\0" + variables + "\0").contains("\0" + variable + "\0"))
                .isPresent();
    }

    /** Reads a line of {@code stat}: the second field is the program's name in brackets and may contain anything. */
    static Optional<Row> row(long pid, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        if (fields.length < Field.START.index() + 1) {
            return Optional.empty();
        }
        return Optional.of(new Row(
                pid,
                Field.PARENT.of(fields),
                Field.GROUP.of(fields),
                Field.SESSION.of(fields),
                Field.START.of(fields),
                hasEnded(fields)));
    }

    /** A process whose first thread has ended is shown as a zombie, though its other threads go on. */
    private static boolean hasEnded(String[] fields) {
        return "ZXx".contains(fields[0]) && Field.THREADS.of(fields) <= 1;
    }

    private static Optional<String> read(long pid, String file) {
        return read(PROC.resolve(Long.toString(pid)).resolve(file));
    }

    /** Bytes as characters: names and values have no known charset. */
    private static Optional<String> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            // ended meanwhile, or another user's
            return Optional.empty();
        }
    }

    /** Fields by their numbers in proc(5); the array begins with the third. */
    private enum Field {
        PARENT(4),
        GROUP(5),
        SESSION(6),
        THREADS(20),
        START(22);

        private final int number;

        Field(int number) {
            this.number = number;
        }

        int index() {
            return number - 3;
        }

        long of(String[] fields) {
            return Long.parseLong(fields[index()]);
        }
    }
}
