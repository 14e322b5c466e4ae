package org.tracehook.agent.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tracehook.agent.OneLine;

/** Reads the reports that a test command wrote. */
final class TestReports {

    private static final int MOST_BYTES = 20 << 20;

    private final ReportFiles files;

    TestReports(ReportFiles files) {
        this.files = files;
    }

    /**
     * Counts the tests of all reports; empty when there is none.
     *
     * @throws BadReportException if one cannot be read
     */
    Optional<TestTally> read() throws IOException, InterruptedException, BadReportException {
        TestTally tally = new TestTally();
        List<Path> written = files.written();
        for (Path file : written) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while reading test reports");
            }
            read(file, tally);
        }
        return Optional.of(tally).filter(any -> !written.isEmpty());
    }

    private void read(Path file, TestTally tally) throws BadReportException {
        try {
            JunitXml.read(new ByteArrayInputStream(content(file)), tally);
        } catch (BadReportException e) {
            throw new BadReportException("the report " + OneLine.of(files.relative(file)) + " " + e.getMessage());
        }
    }

    private static byte[] content(Path file) throws BadReportException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MOST_BYTES + 1);
            if (content.length > MOST_BYTES) {
                throw new BadReportException("is larger than 20 MB");
            }
            return content;
        } catch (IOException e) {
            throw new BadReportException("cannot be opened");
        }
    }
}
