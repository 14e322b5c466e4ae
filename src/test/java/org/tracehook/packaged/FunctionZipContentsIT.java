package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledIf;

/** What is in the file that is deployed, archives in it included. */
class FunctionZipContentsIT {

    private static final List<String> OF_DEVELOPMENT = List.of(
            "/viewer/",
            "viewerwiring",
            "localgateway",
            "tracehook/app/sample",
            "traces.html",
            "playwright",
            "org/junit",
            "jqwik",
            "archunit",
            "sqlite");

    /** Shorter values, such as {@code true}, are in any executable. */
    private static final int LONG_ENOUGH_TO_TELL = 16;

    private static List<String> names() throws IOException {
        try (InputStream zip = Files.newInputStream(FunctionZip.built().file())) {
            return names("", zip);
        }
    }

    private static List<String> names(String prefix, InputStream archive) throws IOException {
        List<String> names = new ArrayList<>();
        ZipInputStream zip = new ZipInputStream(archive);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            names.add(prefix + entry.getName());
            if (entry.getName().endsWith(".jar")) {
                names.addAll(names(prefix + entry.getName() + "!", new ByteArrayInputStream(zip.readAllBytes())));
            }
        }
        return names;
    }

    @Test
    void nothingOfTheDevelopmentPageOrOfTestsIsInIt() throws IOException {
        List<String> found = names().stream()
                .filter(name -> OF_DEVELOPMENT.stream()
                        .anyMatch(word -> name.toLowerCase().contains(word)))
                .toList();

        assertEquals(List.of(), found);
    }

    /** Names of packages are what an executable is searched for below, so that they must be those of the function. */
    @Test
    @DisabledIf(
            value = "org.tracehook.packaged.FunctionZip#builtIsNative",
            disabledReason = "target/function.zip is native: it has no class files")
    void theClassesOfTheFunctionAreInIt() throws IOException {
        assertTrue(names().stream().anyMatch(name -> name.endsWith("org/tracehook/webhook/JiraWebhook.class")));
    }

    @Test
    @EnabledIf(
            value = "org.tracehook.packaged.FunctionZip#builtIsNative",
            disabledReason = "target/function.zip is the JVM's: its class files are listed")
    void theExecutableKnowsNothingOfThePageNorOfTheSample() throws IOException {
        String executable = executable();

        assertTrue(executable.contains("org.tracehook.webhook.JiraWebhook"));
        assertTrue(!executable.contains("org.tracehook.viewer"));
        assertTrue(!executable.contains("org.tracehook.app.Sample"));
    }

    @Test
    @EnabledIf(
            value = "org.tracehook.packaged.FunctionZip#builtIsNative",
            disabledReason = "target/function.zip is the JVM's: nothing of it ran while it was built")
    void theExecutableKnowsNothingOfTheGitConfigurationOfWhoBuiltIt() throws IOException {
        Path configuration = Path.of(System.getProperty("user.home"), ".gitconfig");
        Assumptions.assumeTrue(Files.exists(configuration), () -> configuration + " is not there");
        List<String> values = Files.readAllLines(configuration).stream()
                .filter(line -> line.contains("="))
                .map(line -> line.substring(line.indexOf('=') + 1).strip())
                .filter(value -> value.length() >= LONG_ENOUGH_TO_TELL)
                .toList();
        String executable = executable();

        assertEquals(0, values.stream().filter(executable::contains).count(), "values of " + configuration);
    }

    /** Libraries bring it, and the build finds that it can be reached. */
    @Test
    @EnabledIf(
            value = "org.tracehook.packaged.FunctionZip#builtIsNative",
            disabledReason = "target/function.zip is the JVM's: there nothing is taken out of a library")
    void theExecutableKnowsNothingOfWhatIsExcluded() throws IOException {
        String executable = executable();

        assertTrue(executable.contains("com.sun.xml.internal.stream.XMLInputFactoryImpl"));
        assertTrue(!executable.contains("XMLSchemaValidator"));
        assertTrue(!executable.contains("MBeanServer"));
        assertTrue(!executable.contains("software.amazon.awssdk.regions.servicemetadata.IamServiceMetadata"));
    }

    /** Libraries may ask for their class files as resources, as the AWS SDK does: they were a third of the executable. */
    @Test
    @EnabledIf(
            value = "org.tracehook.packaged.FunctionZip#builtIsNative",
            disabledReason = "target/function.zip is the JVM's: it is made of class files")
    void theExecutableHoldsNoClassFile() throws IOException {
        long classFiles = Pattern.compile("\\xCA\\xFE\\xBA\\xBE\\x00{3}[\\x2D-\\x50]")
                .matcher(executable())
                .results()
                .count();

        assertEquals(0, classFiles);
    }

    private static String executable() throws IOException {
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(FunctionZip.built().file()))) {
            ZipEntry entry = zip.getNextEntry();
            while (!entry.getName().equals("bootstrap")) {
                entry = zip.getNextEntry();
            }
            return new String(zip.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
