package org.tracehook.tracelog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkiverse.loggingjson.JsonGenerator;
import io.quarkiverse.loggingjson.StringBuilderWriter;
import io.quarkiverse.loggingjson.config.ConfigFormatter;
import io.quarkiverse.loggingjson.jackson.JacksonJsonFactory;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.trace.Scrubber;

class ScrubbedRecordTest {

    private static String written(ExtLogRecord event) throws IOException {
        StringBuilderWriter out = new StringBuilderWriter();
        try (JsonGenerator generator = new JacksonJsonFactory().createGenerator(out)) {
            generator.writeStartObject();
            new ScrubbedRecord(new Scrubber(List.of("a-configured-secret"))).writeTo(generator, event);
            generator.writeEndObject();
        }
        return out.toString();
    }

    private static ExtLogRecord event(Level level, String message) {
        return new ExtLogRecord(level, message, ScrubbedRecordTest.class.getName());
    }

    @Test
    void aMessageIsOneLineWithoutSecrets() throws IOException {
        assertEquals(
                "{\"level\":\"INFO\",\"message\":\"cloning with [secret] failed\"}",
                written(event(Level.INFO, "cloning with\na-configured-secret failed")));
    }

    @Test
    void parametersAreFilledInBeforeScrubbing() throws IOException {
        ExtLogRecord event = event(Level.INFO, "password={0}");
        event.setParameters(new Object[] {"hunter22"});

        assertEquals("{\"level\":\"INFO\",\"message\":\"password=[secret]\"}", written(event));
    }

    @Test
    void anExceptionIsNamedByItsRootCauseWithoutAnyStack() throws IOException {
        ExtLogRecord event = event(Level.SEVERE, "broken");
        IllegalStateException thrown = new IllegalStateException("with a-configured-secret");
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("a.B", "c", "B.java", 7)});
        event.setThrown(new RuntimeException("wrapped", thrown));

        assertEquals(
                "{\"level\":\"ERROR\",\"message\":\"broken\",\"error_type\":\"java.lang.IllegalStateException\","
                        + "\"error_message\":\"with [secret]\",\"error_at\":\"a.B.c(B.java:7)\"}",
                written(event));
    }

    @ParameterizedTest
    @CsvSource({
        "SEVERE, ERROR",
        "WARNING, WARN",
        "INFO, INFO",
        "CONFIG, INFO",
        "FINE, DEBUG",
        "FINER, TRACE",
        "FINEST, TRACE"
    })
    void levelsHaveTheNamesThatLambdaKnows(String level, String name) throws IOException {
        assertEquals("{\"level\":\"" + name + "\",\"message\":\"-\"}", written(event(Level.parse(level), "-")));
    }

    /** Quarkus would make another one, which writes nothing: no socket is configured. */
    @Test
    void standardOutputAloneHasAFormatter() {
        List<ConfigFormatter> all =
                List.of(WrittenLog.CONFIG.console(), WrittenLog.CONFIG.file(), WrittenLog.CONFIG.socket());

        assertEquals(
                List.of(WrittenLog.CONFIG.console()),
                all.stream().filter(ConfigFormatter::isEnabled).toList());
    }
}
