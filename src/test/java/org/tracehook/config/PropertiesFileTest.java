package org.tracehook.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.DotEnvConfigSourceProvider;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesFileTest {

    private static final String LONG = "x".repeat(10_000);

    @TempDir
    Path directory;

    private final Faults faults = new Faults();

    private List<String> check(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("application.properties"), text);
        PropertiesFile.check(file, faults);
        return faults.all().stream()
                .map(fault -> fault.toString().replace(directory + "/", ""))
                .toList();
    }

    private static String twice(String key, String lines) {
        return key + ": is given on lines " + lines + " of application.properties, the last would count: keep one";
    }

    private static String lost(String key, int line) {
        return key + ": has a single backslash on line " + line
                + " of application.properties, which is lost: double it";
    }

    @Test
    void aKeyThatIsGivenTwiceIsAFaultWithItsLines() throws IOException {
        assertEquals(List.of(twice("tracehook.triggers[0].name", "2 and 5 and 6")), check("""
                # Rules
                tracehook.triggers[0].name=a

                tracehook.triggers[0].intent=review_code
                tracehook.triggers[0].name=b
                tracehook.triggers[0].name=a"""));
    }

    @Test
    void twoSpellingsOfAKeyAreOneKey() throws IOException {
        assertEquals(List.of(twice("tracehook.intents.a b.required", "1 and 2 and 3")), check("""
                tracehook.intents.a\\ b.required=x
                  tracehook.intents.a\\u0020b.required : y
                tracehook.intents.a\\
                    \\ b.required z
                """));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void anEntryBeginsOnItsFirstLine(String lineEnd) throws IOException {
        String text = """

                tracehook.triggers[0].to-status=Done,\\
                  # no comment,\\

                ! a comment that ends with a backslash \\
                  \t
                tracehook.triggers[0].to-status=\\
                """ + LONG + "\n\ntracehook.triggers[0].to-status=\\";

        assertEquals(
                List.of(twice("tracehook.triggers[0].to-status", "2 and 7 and 10")),
                check(text.replace("\n", lineEnd)));
    }

    @Test
    void differentKeysAndValuesThatLookLikeKeysAreFine() throws IOException {
        assertEquals(List.of(), check("""
                tracehook.paused=true
                %dev.tracehook.paused=true
                #tracehook.paused=true
                tracehook.jira.site=\\
                tracehook.paused=true
                """));
    }

    @Test
    void aBackslashThatIsLostIsAFault() throws IOException {
        assertEquals(
                List.of(
                        lost("%dev.tracehook.triggers[0].name", 4),
                        lost("tracehook.review.rules[0].globs", 1),
                        lost("tracehook.review.rules[0].pattern", 2)),
                check("""
                        tracehook.review.rules[0].globs=*.{js\\,ts}
                        tracehook.review.rules[0].pattern=\\\\bThread\\
                          \\.sleep
                        %dev.tracehook.triggers[0].name=a\\\\\\b
                        """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tracehook.review.rules[0].pattern=\\\\bThread\\\\.sleep\\\\(\\\\\\\\",
                "tracehook.review.rules[0].pattern=a\\tb\\n\\r\\f\\u0041\\:\\=\\#\\!\\ \\\\",
                "tracehook.intents.a\\ b.required=x\\\n  y",
                "quarkus.log.console.format=\\d",
                "# tracehook.review.rules[0].pattern=\\b\ntracehook.paused=true"
            })
    void otherBackslashesAreFine(String text) throws IOException {
        assertEquals(List.of(), check(text));
    }

    @Test
    void aFileInAnotherCharsetIsReadAsWell() throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "# é\na=1\na=2\n", StandardCharsets.ISO_8859_1);

        PropertiesFile.check(file, faults);

        assertEquals(1, faults.all().size());
    }

    @Test
    void aValueIsNeverShown() throws IOException {
        check("tracehook.webhook.secret=s3cr3t\\pass\ntracehook.webhook.secret=s3cr3t\\pass\n");

        assertEquals(3, faults.all().size());
        assertEquals(-1, faults.message().indexOf("s3cr3t"), faults::message);
        assertEquals(-1, faults.message().indexOf("pass"), faults::message);
    }

    @Test
    void everyFileOfTheConfigurationIsReadAndNothingElse() throws IOException {
        Path file = Files.writeString(directory.resolve("application.properties"), "a=1\na=2\n");
        Path variables =
                Files.writeString(directory.resolve(".env"), "TRACEHOOK_PAUSED=true\nTRACEHOOK_PAUSED=false\n");
        List<ConfigSource> sources = new ArrayList<>(DotEnvConfigSourceProvider.dotEnvSources(
                variables.toUri().toString(), getClass().getClassLoader()));
        sources.add(new PropertiesConfigSource(file.toUri().toURL()));
        sources.add(new PropertiesConfigSource(Map.of("a", "1"), "jar:file:/a.jar!/application.properties", 1));

        PropertiesFile.check(sources, faults);

        assertEquals(
                List.of("TRACEHOOK_PAUSED", "a"),
                faults.all().stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/resources/application.properties",
                "src/main/zip.jvm/config/application.properties",
            })
    void theFilesThatWeShipAreInOrder(String file) throws IOException {
        assertEquals(List.of(), check(Files.readString(Path.of(file)).replace("#tracehook.", "tracehook.")));
    }
}
