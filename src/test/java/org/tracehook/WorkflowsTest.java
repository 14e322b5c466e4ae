package org.tracehook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What must hold of GitHub's workflows, which nothing runs before they are pushed. */
class WorkflowsTest {

    private static final Pattern MAVEN_PROPERTY = Pattern.compile(" -D([A-Za-z.-]+)");

    @TempDir
    Path work;

    private final JsonNode verify = read("verify");
    private final JsonNode release = read("release");

    private static JsonNode read(String name) {
        try (Reader text = Files.newBufferedReader(Path.of(".github/workflows/" + name + ".yml"))) {
            LoaderOptions options = new LoaderOptions();
            options.setAllowDuplicateKeys(false);
            return new ObjectMapper().valueToTree(new Yaml(new SafeConstructor(options)).load(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<JsonNode> jobs() {
        return Stream.of(verify, release)
                .flatMap(workflow -> workflow.path("jobs").valueStream());
    }

    private Stream<JsonNode> steps() {
        return jobs().flatMap(job -> job.path("steps").valueStream());
    }

    @Test
    void everyActionIsACommitOrOneOfOurs() {
        List<String> used = Stream.concat(jobs(), steps())
                .filter(node -> node.has("uses"))
                .map(node -> node.path("uses").asText())
                .toList();

        assertTrue(used.size() > 5, used::toString);
        used.forEach(action -> assertTrue(action.matches("\\./.+|[a-z/-]+@[0-9a-f]{40}"), action));
    }

    @Test
    void nothingButTheReleaseMayWriteAndNoCredentialIsLeftBehind() {
        for (JsonNode workflow : List.of(verify, release)) {
            assertEquals("{\"contents\":\"read\"}", workflow.path("permissions").toString());
        }
        assertEquals(
                1,
                jobs().filter(job -> job.path("permissions").toString().contains("write"))
                        .count());
        assertEquals(
                "{\"contents\":\"write\",\"id-token\":\"write\",\"attestations\":\"write\"}",
                release.at("/jobs/publish/permissions").toString());
        steps().filter(step -> step.path("uses").asText().startsWith("actions/checkout@"))
                .forEach(step -> assertEquals(
                        "false", step.at("/with/persist-credentials").asText()));
    }

    /** Maven takes any name, and does nothing about one that nobody reads. */
    @Test
    void everyPropertyThatMavenIsGivenIsOneOfThePom() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        List<String> given = steps().map(step -> step.path("run").asText())
                .filter(run -> run.contains("./mvnw"))
                .flatMap(run -> MAVEN_PROPERTY.matcher(run).results())
                .map((MatchResult property) -> property.group(1))
                .toList();

        assertTrue(given.contains("native"), given::toString);
        given.forEach(
                name -> assertTrue(pom.contains("<" + name + ">") || pom.contains("<name>" + name + "</name>"), name));
    }

    @Test
    void theExecutablesThatAreReleasedWereTestedAsPackaged() {
        JsonNode job = verify.at("/jobs/native");
        String run = job.path("steps")
                .valueStream()
                .map(step -> step.path("run").asText())
                .collect(Collectors.joining());

        assertEquals(
                List.of("x86_64", "arm64"), job.at("/strategy/matrix/include").findValuesAsText("architecture"));
        assertTrue(run.contains(" verify -Dnative") && !run.contains("-DskipTests") && !run.contains("-DskipITs"), run);
        assertEquals("verify", release.at("/jobs/publish/needs").asText());
        assertEquals(
                "./.github/workflows/verify.yml",
                release.at("/jobs/verify/uses").asText());
    }

    @Test
    void everythingThatIsReleasedIsAttestedBefore() {
        List<JsonNode> steps = release.at("/jobs/publish/steps").valueStream().toList();
        int attested = first(steps, step -> step.path("uses").asText().startsWith("actions/attest-build-provenance@"));
        int released = first(steps, step -> step.path("run").asText().contains("gh release create"));

        assertTrue(first(steps, step -> step.path("run").asText().contains("SHA256SUMS")) < attested);
        assertTrue(attested < released);
        assertEquals("released/*", steps.get(attested).at("/with/subject-path").asText());
        assertTrue(steps.get(released).path("run").asText().endsWith(" released/*"));
    }

    private static int first(List<JsonNode> steps, Predicate<JsonNode> wanted) {
        return IntStream.range(0, steps.size())
                .filter(at -> wanted.test(steps.get(at)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "It runs a script for Linux")
    void everythingThatIsBuiltIsReleasedUnderTheNamesOfTheManual() throws Exception {
        Set<String> built = steps().filter(step -> step.path("uses").asText().startsWith("actions/upload-artifact@"))
                .map(step -> step.at("/with/name").asText())
                .flatMap(name -> name.contains("matrix.architecture")
                        ? Stream.of("x86_64", "arm64").map(kind -> name.replaceAll("\\$\\{\\{.*}}", kind))
                        : Stream.of(name))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                Set.of("bill-of-materials", "tracehook-jvm", "tracehook-native-arm64", "tracehook-native-x86_64"),
                built);
        assertEquals(
                Set.of(
                        "SHA256SUMS",
                        "bom.json",
                        "tracehook-jvm.zip",
                        "tracehook-native-arm64.zip",
                        "tracehook-native-x86_64.zip"),
                released());
        assertTrue(Files.readString(Path.of("src/site/markdown/deploying.md"))
                .contains("unzip tracehook-native-arm64.zip"));
    }

    /** What the release's script makes of the artifacts: the names of the files that are released. */
    private Set<String> released() throws Exception {
        for (String artifact : List.of("tracehook-jvm", "tracehook-native-x86_64", "tracehook-native-arm64")) {
            Files.createFile(
                    Files.createDirectories(work.resolve("built/" + artifact)).resolve(artifact + ".zip"));
        }
        Files.createFile(
                Files.createDirectories(work.resolve("built/bill-of-materials")).resolve("bom.json"));
        Process bash = new ProcessBuilder("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script())
                .directory(work.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, bash.waitFor(), output);
        assertEquals(4, Files.readAllLines(work.resolve("released/SHA256SUMS")).size());
        try (Stream<Path> files = Files.list(work.resolve("released"))) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    private String script() {
        return release.at("/jobs/publish/steps")
                .valueStream()
                .map(step -> step.path("run").asText())
                .filter(run -> run.contains("SHA256SUMS"))
                .findFirst()
                .orElseThrow();
    }
}
