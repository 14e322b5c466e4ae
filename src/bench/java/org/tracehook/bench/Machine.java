package org.tracehook.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/** What figures were measured on: without it they say nothing. */
final class Machine {

    private Machine() {}

    static void describe(Table table) throws IOException {
        table.row("date", LocalDate.now(ZoneOffset.UTC).toString());
        table.row("machine", processor() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        table.row("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        table.row("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
        table.row("load when it began", load());
    }

    /** How many processes wanted a processor in the last minute: with more than there are processors, read ratios alone. */
    static String load() {
        return String.format(
                Locale.ROOT,
                "%.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return "unknown processor";
        }
        return Files.readAllLines(info).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*:\\s*", ""))
                .findFirst()
                .orElse("unknown processor");
    }
}
