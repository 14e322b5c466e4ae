package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How many sockets this process has open, where the system tells it. */
public final class OpenSockets {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** More than what runs beside a test opens, fewer than what a test breaks. */
    private static final int OTHERS = 30;

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final long before;

    private OpenSockets(long before) {
        this.before = before;
    }

    /** Counts; elsewhere than on Linux the test is skipped. */
    public static OpenSockets now() throws IOException {
        assumeTrue(Files.isDirectory(DESCRIPTORS), "The system does not tell what is open");
        return new OpenSockets(count());
    }

    /** Fails unless about as many are open as before; one that is being closed may take its time. */
    public void areStillAsMany() throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (count() > before + OTHERS) {
            if (System.nanoTime() - until > 0) {
                fail(before + " sockets were open before, and " + count() + " after");
            }
            Thread.sleep(20);
        }
    }

    private static long count() throws IOException {
        try (Stream<Path> descriptors = Files.list(DESCRIPTORS)) {
            return descriptors.filter(OpenSockets::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            // Closed meanwhile.
            return false;
        }
    }
}
