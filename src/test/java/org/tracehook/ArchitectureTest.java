package org.tracehook;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.tracehook.ChangelogAgent;
import com.example.tracehook.ExampleSettings;
import com.example.tracehook.SlowSteps;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.agent.Agent;
import org.tracehook.trace.fixtures.TraceThatKnowsItsListeners;

/** The packages and what each may import; a new package gets its row here first. */
class ArchitectureTest {

    private static final String ROOT = "org.tracehook";

    /** Leaves that every package may import, as they may import one another. */
    private static final Set<String> LEAVES = Set.of("deadline", "config", "problem", "http", "aws");

    /** The composition root: it may import all, and nobody imports it. */
    private static final String APP = "app";

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            row("webhook", "execution", "idempotency", "delivery", "feedback", "intent", "jira", "trace", "tracelog"),
            row("history", "execution", "delivery", "intent", "trace"),
            row("acknowledge", "execution", "delivery", "idempotency", "intent", "jira", "trace", "tracelog", "aws"),
            row(
                    "execution",
                    "idempotency",
                    "orchestrator",
                    "feedback",
                    "githost",
                    "telemetry",
                    "delivery",
                    "intent",
                    "jira",
                    "trace",
                    "tracelog"),
            // The reply says what was written into Jira.
            row("delivery", "jira", "intent", "trace", "tracelog", "feedback"),
            row("jira"),
            row("intent", "jira"),
            row("orchestrator", "intent", "agent", "trace"),
            row("agent", "workspace", "githost"),
            row("workspace"),
            row("githost"),
            row("trace"),
            row("tracelog", "trace"),
            row("telemetry", "trace"),
            row("viewer", "trace", "tracelog", "intent", "jira"),
            row("feedback", "jira", "trace"),
            row("idempotency", "jira"),
            row("dynamodb", "idempotency", "trace", "aws"),
            row("aws"),
            row("deadline"),
            row("config"),
            row("problem"),
            row("http"));

    /** Packages with what a user's own classes implement: an agent, a trace listener, a store, a ledger. */
    private static final Set<String> EXTENSION_POINTS = Set.of("agent", "trace", "idempotency");

    /** A larger room holds more than one thing. */
    private static final int MOST_FILES = 25;

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** Whatever is compiled into the function, also what a user adds in a package outside Tracehook's. */
    private static final JavaClasses FUNCTION = new ClassFileImporter()
            .importUrl(Agent.class.getProtectionDomain().getCodeSource().getLocation());

    private static Map.Entry<String, Set<String>> row(String name, String... mayImport) {
        return Map.entry(name, Set.of(mayImport));
    }

    static Stream<String> packages() {
        return Stream.concat(MAY_IMPORT.keySet().stream().sorted(), Stream.of(APP));
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsNothingButWhatTheTableAllows(String name) {
        if (!name.equals(APP)) {
            table(name).check(MAIN);
        }
    }

    @Test
    void everyPackageIsInTheTableAndHasClasses() {
        Set<String> found = MAIN.stream().map(ArchitectureTest::feature).collect(Collectors.toCollection(TreeSet::new));

        Set<String> expected = new TreeSet<>(MAY_IMPORT.keySet());
        expected.add(APP);
        assertEquals(expected, found);
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageHasAtMost25Files(String name) throws IOException {
        Path root = Path.of("src/main/java/org/tracehook", name);
        try (Stream<Path> all = Files.walk(root)) {
            for (Path directory : all.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(directory)) {
                    long sources = files.filter(file -> file.toString().endsWith(".java"))
                            .count();
                    assertTrue(sources <= MOST_FILES, directory + " has " + sources + " files");
                }
            }
        }
    }

    @Test
    void tracesNeedNothingButTheJdkAndJackson() {
        onlyJdkAndJackson().check(MAIN);
    }

    @Test
    void agentsDoNotKnowEachOther() {
        slices().matching(ROOT + ".agent.(*)..")
                .should()
                .notDependOnEachOther()
                .allowEmptyShould(false)
                .check(MAIN);
    }

    @Test
    void classesOfAUserImportTheExtensionPointsAndLeavesAlone() {
        ownClasses().allowEmptyShould(true).check(FUNCTION);
        ownClasses()
                .check(new ClassFileImporter()
                        .importClasses(ChangelogAgent.class, SlowSteps.class, ExampleSettings.class));

        JavaClasses withTests = new ClassFileImporter().importPackagesOf(ChangelogAgent.class);
        AssertionError error =
                assertThrows(AssertionError.class, () -> ownClasses().check(withTests));
        assertTrue(error.getMessage().contains("org.tracehook.tracelog.WrittenLog"), error.getMessage());
    }

    @Test
    void nothingOfTracehookImportsClassesOfAUser() {
        Set<String> own = FUNCTION.stream()
                .map(JavaClass::getName)
                .filter(name -> !name.startsWith(ROOT + "."))
                .collect(Collectors.toSet());
        nothingImports(own).check(FUNCTION);

        JavaClasses violating = new ClassFileImporter().importClasses(TraceThatKnowsItsListeners.class);
        Set<String> imported = Set.of("org.tracehook.tracelog.LogLine");
        assertThrows(AssertionError.class, () -> nothingImports(imported).check(violating));
    }

    @Test
    void theTableFailsOnAViolatingClass() {
        JavaClasses violating = new ClassFileImporter().importClasses(TraceThatKnowsItsListeners.class);

        AssertionError error =
                assertThrows(AssertionError.class, () -> table("trace").check(violating));
        assertTrue(error.getMessage().contains("TraceThatKnowsItsListeners"), error.getMessage());
        assertThrows(AssertionError.class, () -> onlyJdkAndJackson().check(violating));
    }

    @Test
    void theTableFailsOnAnEmptyPackage() {
        JavaClasses nothing = new ClassFileImporter().importClasses(String.class);

        assertThrows(AssertionError.class, () -> table("trace").check(nothing));
    }

    private static ArchRule table(String name) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name + "..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are of a package that '" + name + "' may not import") {
                    @Override
                    public boolean test(JavaClass target) {
                        return isForbidden(name, target);
                    }
                })
                .allowEmptyShould(false);
    }

    private static boolean isForbidden(String name, JavaClass target) {
        return target.getPackageName().startsWith(ROOT + ".")
                && !feature(target).equals(name)
                && !LEAVES.contains(feature(target))
                && !MAY_IMPORT.getOrDefault(name, Set.of()).contains(feature(target));
    }

    private static ArchRule ownClasses() {
        String[] allowed = Stream.concat(EXTENSION_POINTS.stream(), LEAVES.stream())
                .map(name -> ROOT + "." + name)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "..")
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(allowed)))
                .because("these change with any release; what is to be implemented is in agent, trace and idempotency");
    }

    private static ArchRule nothingImports(Set<String> own) {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + "..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are a user's own") {
                    @Override
                    public boolean test(JavaClass target) {
                        return own.contains(target.getName());
                    }
                });
    }

    private static ArchRule onlyJdkAndJackson() {
        return noClasses()
                .that()
                .resideInAPackage(ROOT + ".trace..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "com.fasterxml.jackson..", ROOT + ".trace..");
    }

    /** The package below the root, such as {@code agent} for {@code org.tracehook.agent.codereview}. */
    private static String feature(JavaClass type) {
        return type.getPackageName().substring(ROOT.length() + 1).split("\\.")[0];
    }
}
