package org.tracehook.jira;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tracehook.http.StrictJson;

/** Payloads of real shape with invented values, from {@code src/test/resources/jira}. */
public final class Fixtures {

    private static final Path FOLDER = Path.of("src/test/resources/jira");

    private Fixtures() {}

    /** The body of that name. */
    public static byte[] bytes(String name) {
        try (InputStream file = Files.newInputStream(FOLDER.resolve(name + ".json"))) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body of that name as JSON. */
    static ObjectNode object(String name) {
        return new StrictJson("It", JiraEvent.MAX_DEPTH).object(bytes(name));
    }

    /** The event of that name. */
    public static JiraEvent event(String name) {
        return JiraEvent.parse(bytes(name), null);
    }

    /** An event from a body in which apostrophes stand for quotation marks. */
    public static JiraEvent of(String body) {
        return JiraEvent.parse(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), null);
    }

    /** All names. */
    public static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
