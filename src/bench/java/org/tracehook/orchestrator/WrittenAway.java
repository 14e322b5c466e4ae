package org.tracehook.orchestrator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.tracehook.trace.Scrubber;
import org.tracehook.tracelog.LogLine;
import org.tracehook.tracelog.WrittenLog;

/** A log whose lines are made as on standard output, bytes and all, and go nowhere. */
final class WrittenAway extends Handler {

    private long bytes;

    private WrittenAway() {
        // A handler without a formatter of the log manager's kind is handed records without their fields.
        setFormatter(WrittenLog.formatter(new Scrubber(List.of(Tracing.SECRET))));
    }

    /** Takes the place of the console for the function's events. */
    static WrittenAway open() {
        WrittenAway log = new WrittenAway();
        Logger events = Logger.getLogger(LogLine.CATEGORY);
        events.setUseParentHandlers(false);
        events.addHandler(log);
        return log;
    }

    /** How much was written so far, bytes. */
    long bytes() {
        return bytes;
    }

    @Override
    public synchronized void publish(LogRecord event) {
        bytes += getFormatter().format(ExtLogRecord.wrap(event)).getBytes(StandardCharsets.UTF_8).length;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
