package org.tracehook.tracelog;

import static io.quarkiverse.loggingjson.providers.KeyValueStructuredArgument.kv;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Writes lines through the JSON formatter of the log, one object a line.
 *
 * <p>Values are JSON nodes already: the formatter has a mapper of its own that must not shape our records.
 */
public final class LineWriter implements Consumer<LogLine> {

    /** The log category of all lines. */
    public static final String CATEGORY = "org.tracehook.events";

    private static final Logger LOG = Logger.getLogger(CATEGORY);

    @Override
    public void accept(LogLine line) {
        List<Object> arguments = new ArrayList<>();
        arguments.add(line.message());
        line.fields().properties().forEach(field -> arguments.add(kv(field.getKey(), field.getValue())));
        LOG.infof("%s", arguments.toArray());
    }
}
