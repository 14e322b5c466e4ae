package org.tracehook.agent.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the processes of a run in Linux' {@code /proc}; elsewhere it finds none.
 *
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>
 */
final class LinuxProcesses {

    private static final Path PROC = Path.of("/proc");

    /** In {@code stat}, counted behind the program's name: state, parent, process group, session. */
    private static final int PARENT = 1;

    private static final int GROUP = 2;
    private static final int SESSION = 3;

    private final String mark;

    LinuxProcesses(String mark) {
        this.mark = mark;
    }

    /** Those that carry the mark, or are children of a known process or in a group or session that one leads. */
    Stream<ProcessHandle> of(Collection<ProcessHandle> known) {
        Set<String> ids =
                known.stream().map(process -> Long.toString(process.pid())).collect(Collectors.toSet());
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (isRelated(process, ids) || isMarked(process)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // No Linux: the handles seen while the command ran have to do.
        }
        return found.stream();
    }

    private static boolean isRelated(Path process, Set<String> ids) {
        return read(process.resolve("stat"))
                .map(stat -> stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "))
                .filter(fields -> fields.length > SESSION)
                .filter(fields ->
                        ids.contains(fields[PARENT]) || ids.contains(fields[GROUP]) || ids.contains(fields[SESSION]))
                .isPresent();
    }

    private boolean isMarked(Path process) {
        return read(process.resolve("environ"))
                .filter(environment -> Arrays.asList(environment.split("\0")).contains(mark))
                .isPresent();
    }

    /** Empty when the process has ended meanwhile, or is another user's. */
    private static Optional<String> read(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
