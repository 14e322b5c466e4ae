package org.tracehook.tracelog;

import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.JsonProvider;
import java.io.IOException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.tracehook.trace.Scrubber;

/**
 * Level, message and exception of every log record, whoever wrote it, without secrets and on one line.
 *
 * <p>It takes the place of the formatter's own providers: those write messages of libraries as they are, stack traces,
 * which carry the messages again, and {@code java.util.logging}'s names of levels, which Lambda's filter takes for INFO.
 */
public final class ScrubbedRecord implements JsonProvider {

    /** Long enough for every fault of a configuration in one message. */
    private static final int LONGEST_MESSAGE = 20_000;

    /** Causes can go round in a circle. */
    private static final int DEEPEST_CAUSE = 20;

    private final ExtFormatter formatter = new ExtFormatter() {
        @Override
        public String format(ExtLogRecord event) {
            return formatMessage(event);
        }
    };
    private final Scrubber scrubber;

    /** Writes texts as the scrubber leaves them. */
    public ScrubbedRecord(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    @Override
    public void writeTo(JsonGenerator generator, ExtLogRecord event) throws IOException {
        generator.writeStringField("level", level(event.getLevel().intValue()));
        generator.writeStringField("message", text(formatter.format(event)));
        if (event.getThrown() != null) {
            writeError(generator, rootCause(event.getThrown()));
        }
    }

    /** What frameworks wrap around an exception says less than the exception. */
    private static Throwable rootCause(Throwable thrown) {
        Throwable cause = thrown;
        for (int depth = 0; cause.getCause() != null && depth < DEEPEST_CAUSE; depth++) {
            cause = cause.getCause();
        }
        return cause;
    }

    private void writeError(JsonGenerator generator, Throwable thrown) throws IOException {
        generator.writeStringField("error_type", thrown.getClass().getName());
        generator.writeStringField("error_message", text(thrown.getMessage()));
        generator.writeStringField("error_at", place(thrown));
    }

    /** The names that Lambda's level filter knows. */
    private static String level(int level) {
        if (level >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (level >= Level.CONFIG.intValue()) {
            return "INFO";
        }
        return level >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private String text(String raw) {
        return raw == null ? "" : scrubber.line(raw, LONGEST_MESSAGE);
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        return frames.length == 0 ? "" : frames[0].toString();
    }
}
