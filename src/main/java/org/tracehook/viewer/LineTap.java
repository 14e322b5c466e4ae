package org.tracehook.viewer;

import io.quarkiverse.loggingjson.JsonFormatter;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Hands every record of a log category on as the line that the category's own handler writes of it: through the same
 * formatter, and after it.
 */
final class LineTap extends ExtHandler {

    private final Logger category;
    private final RecentLines lines;

    private LineTap(Logger category, Formatter formatter, RecentLines lines) {
        this.category = category;
        this.lines = lines;
        setFormatter(formatter);
    }

    /** Begins to listen; empty when no handler of the category or above it writes JSON. */
    static Optional<LineTap> on(Logger category, RecentLines lines) {
        Optional<LineTap> tap = Stream.iterate(category, above -> above != null, Logger::getParent)
                .flatMap(logger -> Stream.of(logger.getHandlers()))
                .flatMap(LineTap::formatters)
                .filter(JsonFormatter.class::isInstance)
                .findFirst()
                .map(formatter -> new LineTap(category, formatter, lines));
        tap.ifPresent(category::addHandler);
        return tap;
    }

    /** Handlers can stand in front of others. */
    private static Stream<Formatter> formatters(Handler handler) {
        Stream<Handler> behind = handler instanceof ExtHandler front ? Stream.of(front.getHandlers()) : Stream.empty();
        return Stream.concat(Stream.ofNullable(handler.getFormatter()), behind.flatMap(LineTap::formatters));
    }

    @Override
    protected void doPublish(ExtLogRecord event) {
        try {
            lines.append(getFormatter().format(event).stripTrailing());
        } catch (RuntimeException e) {
            reportError("A line could not be handed to the page", e, ErrorManager.FORMAT_FAILURE);
        }
    }

    /** Listens no longer. */
    @Override
    public void close() {
        category.removeHandler(this);
    }
}
