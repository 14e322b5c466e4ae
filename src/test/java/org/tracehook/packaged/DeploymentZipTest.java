package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeploymentZipTest {

    private static final String X86_64 = "7f454c46020101000000000000000000" + "0300" + "3e00" + "01000000";
    private static final String ARM64 = "7f454c46020101000000000000000000" + "0300" + "b700" + "01000000";

    private static final Path TEMPLATE = Path.of("template.yaml");

    @TempDir
    Path target;

    private Path function(String name, byte[] content) throws IOException {
        Path file = target.resolve("function.zip");
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return file;
    }

    private Path packed(String header) throws IOException {
        return new DeploymentZip(TEMPLATE, function("bootstrap", HexFormat.of().parseHex(header))).writeTo(target);
    }

    private static byte[] entry(Path file, String name) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            return Files.readAllBytes(zip.getPath(name));
        }
    }

    private static String template(Path file) throws IOException {
        return new String(entry(file, "template.yaml"), StandardCharsets.UTF_8);
    }

    /** The lines of the text that are not in the repository's template. */
    private static List<String> changed(String text) throws IOException {
        List<String> before = Files.readAllLines(TEMPLATE);
        return text.lines().filter(line -> !before.contains(line)).toList();
    }

    @ParameterizedTest
    @CsvSource({X86_64 + ", x86_64", ARM64 + ", arm64"})
    void theTemplateAllowsTheProcessorOfTheExecutableAlone(String header, String architecture) throws IOException {
        Path packed = packed(header);
        String template = template(packed);

        assertEquals(
                "tracehook-native-" + architecture + ".zip",
                packed.getFileName().toString());
        assertTrue(template.contains("Default: native\n    AllowedValues: [native]\n"), template);
        assertTrue(
                template.contains("Default: " + architecture + "\n    AllowedValues: [" + architecture + "]\n"),
                template);
        assertTrue(changed(template)
                .containsAll(List.of("    AllowedValues: [native]", "    AllowedValues: [" + architecture + "]")));
    }

    @Test
    void aJvmRunsOnEitherProcessor() throws IOException {
        Path packed = new DeploymentZip(TEMPLATE, function("lib/app.jar", new byte[10])).writeTo(target);

        assertEquals("tracehook-jvm.zip", packed.getFileName().toString());
        assertEquals(List.of("    Default: jvm", "    AllowedValues: [jvm]"), changed(template(packed)));
    }

    @Test
    void theFunctionIsPackedAsItIs() throws IOException {
        Path packed = packed(ARM64);

        assertArrayEquals(Files.readAllBytes(target.resolve("function.zip")), entry(packed, "function.zip"));
    }

    /** One that was built for another processor before would be deployed by mistake. */
    @Test
    void anEarlierZipIsGone() throws IOException {
        Path earlier = packed(X86_64);
        Path packed = packed(ARM64);

        assertFalse(Files.exists(earlier));
        assertTrue(Files.exists(packed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // macOS on Apple's processors, and on Intel's
                "cffaedfe0c00000100000000020000001000000068020000",
                "cffaedfe0700000103000000020000001000000068020000",
                // Linux on a processor of 32 bits, and on RISC-V
                "7f454c46010101000000000000000000" + "0300" + "2800" + "01000000",
                "7f454c46020101000000000000000000" + "0300" + "f300" + "01000000",
                // a script
                "23212f62696e2f7368",
                ""
            })
    void whatLambdaCannotRunIsRefused(String header) throws IOException {
        String refusal =
                assertThrows(IllegalStateException.class, () -> packed(header)).getMessage();

        assertTrue(refusal.contains("is not for Linux on x86_64 or arm64"), refusal);
        try (Stream<Path> files = Files.list(target)) {
            assertEquals(List.of(target.resolve("function.zip")), files.toList());
        }
    }

    @Test
    void aTemplateThatCannotSayItIsRefused() throws IOException {
        Path other = Files.writeString(
                target.resolve("other.yaml"), Files.readString(TEMPLATE).replace("x86_64", "x86"));
        Path function = function("bootstrap", HexFormat.of().parseHex(X86_64));

        assertEquals(
                "template.yaml has no parameter Architecture that may be x86_64",
                assertThrows(IllegalStateException.class, () -> new DeploymentZip(other, function).writeTo(target))
                        .getMessage());
    }
}
