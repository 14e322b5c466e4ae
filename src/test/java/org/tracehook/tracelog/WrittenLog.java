package org.tracehook.tracelog;

import io.quarkiverse.loggingjson.JsonFactory;
import io.quarkiverse.loggingjson.JsonFormatter;
import io.quarkiverse.loggingjson.config.Config;
import io.quarkiverse.loggingjson.jackson.JacksonJsonFactory;
import io.quarkiverse.loggingjson.providers.ArgumentsJsonProvider;
import io.quarkiverse.loggingjson.providers.LoggerNameJsonProvider;
import io.quarkiverse.loggingjson.providers.TimestampJsonProvider;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.tracehook.trace.Scrubber;

/** Everything that is logged while it is open, as the function writes it; nothing of it reaches the console. */
public final class WrittenLog implements AutoCloseable {

    /** As the function has it in production. */
    static final Config CONFIG = config();

    /** One for all lines: it looks for Jackson's modules in every library. */
    private static final JsonFactory JSON = new JacksonJsonFactory();

    private final Logger category;
    private final boolean parents;
    private final Collecting handler;

    private WrittenLog(String category, Formatter formatter) {
        this.category = Logger.getLogger(category);
        this.parents = this.category.getUseParentHandlers();
        this.handler = new Collecting(formatter);
        this.category.addHandler(handler);
        this.category.setUseParentHandlers(false);
    }

    /** Takes what is logged in that category and below it. */
    public static WrittenLog of(String category, Scrubber scrubber) {
        return new WrittenLog(category, formatter(scrubber));
    }

    /** Takes what is logged in that category and below it, as Quarkus, which runs, has set up standard output. */
    public static WrittenLog asOnStandardOutput(String category) {
        Formatter json = handlers(Logger.getLogger("").getHandlers())
                .map(Handler::getFormatter)
                .filter(JsonFormatter.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no handler writes JSON"));
        return new WrittenLog(category, json);
    }

    private static Stream<Handler> handlers(Handler... handlers) {
        return Stream.of(handlers)
                .flatMap(handler -> handler instanceof ExtHandler outer
                        ? Stream.concat(Stream.of(handler), handlers(outer.getHandlers()))
                        : Stream.of(handler));
    }

    /** An event as the log has it. */
    public static synchronized String written(LogLine line) {
        try (WrittenLog log = of("org.tracehook.events", new Scrubber(List.of()))) {
            line.write();
            return log.lines().get(0);
        }
    }

    /** The lines so far, without what ends them. */
    public List<String> lines() {
        return List.copyOf(handler.lines);
    }

    @Override
    public void close() {
        category.removeHandler(handler);
        category.setUseParentHandlers(parents);
    }

    /** The formatter of standard output. */
    public static JsonFormatter formatter(Scrubber scrubber) {
        return new JsonFormatter(
                List.of(
                        new TimestampJsonProvider(CONFIG.fields().timestamp()),
                        new LoggerNameJsonProvider(CONFIG.fields().loggerName()),
                        new ArgumentsJsonProvider(CONFIG.fields().arguments()),
                        new ScrubbedRecord(scrubber)),
                JSON,
                CONFIG);
    }

    private static Config config() {
        try {
            return new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDiscoveredConverters()
                    .withMapping(Config.class)
                    .withMappingIgnore("quarkus.**")
                    .withSources(
                            new PropertiesConfigSource(WrittenLog.class.getResource("/application.properties"), 100))
                    .build()
                    .getConfigMapping(Config.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Collecting extends Handler {
        private final List<String> lines = new ArrayList<>();

        private Collecting(Formatter formatter) {
            setFormatter(formatter);
        }

        @Override
        public synchronized void publish(LogRecord event) {
            lines.add(getFormatter().format(ExtLogRecord.wrap(event)).stripTrailing());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
