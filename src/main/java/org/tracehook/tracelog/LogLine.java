package org.tracehook.tracelog;

import static io.quarkiverse.loggingjson.providers.KeyValueStructuredArgument.kv;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.tracehook.trace.Scrubber;

/**
 * One event on its way to the log.
 *
 * @param message the event in words, one line
 * @param fields everything else at the line's root, except timestamp and level
 */
public record LogLine(String message, ObjectNode fields) {

    /** The log category of all lines. */
    public static final String CATEGORY = "org.tracehook.events";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    /** Shortens a line that would be cut on its way, where it would no longer be JSON. */
    public LogLine {
        message = Scrubber.capped(message, LineLimit.LONGEST_MESSAGE);
        LineLimit.fit(fields);
    }

    /**
     * Writes the line through the JSON formatter of the log. Values are JSON nodes already: the formatter has a mapper of its
     * own, which must not shape our records.
     */
    public void write() {
        List<Object> arguments = new ArrayList<>();
        arguments.add(message);
        fields.properties().forEach(field -> arguments.add(kv(field.getKey(), field.getValue())));
        LOG.infof("%s", arguments.toArray());
    }

    /** Shows the message alone. */
    @Override
    public String toString() {
        return "LogLine[" + message + "]";
    }
}
