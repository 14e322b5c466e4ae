package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The webhooks that the project keeps as files, for trying them out.
 *
 * @param directory of files whose names end in {@code .json}; it need not exist
 */
record Samples(Path directory) {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String SUFFIX = ".json";

    /** The name and body of every file that holds a JSON object, by name. */
    LocalResponse all() {
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        files().forEach(file -> add(file, samples));
        return LocalResponse.json(samples);
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The directory of sample webhooks cannot be read", e);
        }
    }

    private static void add(Path file, ArrayNode samples) {
        try {
            JsonNode body = MAPPER.readTree(Files.readAllBytes(file));
            if (body.isObject()) {
                String name = file.getFileName().toString();
                samples.addObject()
                        .put("name", name.substring(0, name.length() - SUFFIX.length()))
                        .set("body", body);
            }
        } catch (IOException e) {
            // A file that is being edited is no JSON for a moment: it is missing from this answer only.
        }
    }
}
