package org.tracehook.build;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanonicalClassesTest {

    private static final List<String> MAPPINGS = List.of("org.One", "org.Two", "org.Three");

    @TempDir
    private Path first;

    @TempDir
    private Path second;

    @Test
    void keysOfRecordedBuildStepsAreCountedInTheOrderOfTheClasses() throws IOException {
        GeneratedClasses.recorded(first, "A", "proxykey7", "proxykey12");
        GeneratedClasses.recorded(first, "B", "proxykey12", "proxykey3", "proxykey", "a proxykey7");
        GeneratedClasses.recorded(second, "B", "proxykey1", "proxykey100", "proxykey", "a proxykey7");
        GeneratedClasses.recorded(second, "A", "proxykey9", "proxykey1");

        assertEquals(rewritten(first), rewritten(second));
        assertEquals(List.of("proxykey1", "proxykey2"), GeneratedClasses.constants(first, "A"));
        assertEquals(
                List.of("proxykey2", "proxykey3", "proxykey", "a proxykey7"), GeneratedClasses.constants(first, "B"));
    }

    @Test
    void mappingsAreInOneOrderWhicheverTheyWereGeneratedIn() throws IOException {
        GeneratedClasses.configuration(first, List.of("org.Two", "org.Three", "org.One"));
        GeneratedClasses.configuration(second, List.of("org.One", "org.Two", "org.Three"));

        assertEquals(rewritten(first), rewritten(second));
    }

    @Test
    void theConfigurationIsPutTogetherAsBefore() throws Exception {
        GeneratedClasses.configuration(first, MAPPINGS);
        List<String> before = GeneratedClasses.run(first);

        rewritten(first);

        List<String> after = GeneratedClasses.run(first);
        assertEquals(before.stream().sorted().toList(), after.stream().sorted().toList());
        assertTrue(after.stream().noneMatch(call -> call.contains("null")), after::toString);
        assertEquals(
                List.of("with org.One", "with org.Three", "with org.Two"),
                after.stream().filter(call -> call.startsWith("with ")).toList());
    }

    @Test
    void aMappingDefinedInAnotherWayIsAnErrorThatNamesWhereToLook() throws IOException {
        GeneratedClasses.configurationOfAnotherForm(first, MAPPINGS);

        IllegalStateException unknown = assertThrows(IllegalStateException.class, () -> rewritten(first));

        assertTrue(unknown.getMessage().contains("ConfigOrder"), unknown::getMessage);
    }

    @Test
    void aDirectoryWithoutGeneratedClassesStaysAsItIs() throws IOException {
        Files.write(first.resolve("bootstrap"), new byte[] {1, 2});

        CanonicalClasses.main(new String[] {first.toString()});

        assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(first.resolve("bootstrap")));
    }

    /** Bytes by name, after rewriting. */
    private static Map<String, String> rewritten(Path root) throws IOException {
        CanonicalClasses.main(new String[] {root.toString()});
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(root.relativize(file).toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return contents;
    }
}
