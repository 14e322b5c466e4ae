package org.tracehook.tracelog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.tracehook.trace.Scrubber;

/**
 * One event on its way to the log.
 *
 * @param message the event in words, one line
 * @param fields everything else at the line's root, except timestamp and level
 */
public record LogLine(String message, ObjectNode fields) {

    /** Shortens what would be cut on its way, where it would no longer be JSON. */
    public LogLine {
        message = Scrubber.capped(message, LineLimit.LONGEST_MESSAGE);
        LineLimit.fit(fields);
    }

    /** Shows the message alone. */
    @Override
    public String toString() {
        return "LogLine[" + message + "]";
    }
}
