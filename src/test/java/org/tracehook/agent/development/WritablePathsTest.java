package org.tracehook.agent.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class WritablePathsTest {

    private static final Map<String, List<String>> TEST_COMMANDS = Map.of(
            "tracehook.testing.command", List.of("env", "-C", "server", "./run-tests", "--config=ci/unit.json"),
            "tracehook.testing.commands.api.command", List.of("sh", "-c", "cd api && . ./env.sh; sh 'tests/All.sh'"),
            "tracehook.testing.commands.web.command", List.of("sh", "web/test.sh"));

    private WritablePaths paths(String... globs) {
        return new WritablePaths(
                Configured.of(DevelopmentConfig.class, Map.of("tracehook.development.paths", String.join(",", globs))),
                TEST_COMMANDS);
    }

    @Test
    void nothingMayBeWrittenWhileNothingIsConfigured() {
        Optional<String> refusal = new WritablePaths(Configured.of(DevelopmentConfig.class, Map.of()), TEST_COMMANDS)
                .refusal("src/app.py");

        assertEquals(
                Optional.of("nothing may be written: set tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS)"
                        + " to globs such as src/**"),
                refusal);
    }

    @Test
    void whatAGlobNamesMayBeWritten() {
        WritablePaths paths = paths("src/**", "*.md");

        assertEquals(Optional.empty(), paths.refusal("src/a/b.py"));
        assertEquals(Optional.empty(), paths.refusal("docs/README.md"));
        assertEquals(
                Optional.of("'lib/a.py' is outside tracehook.development.paths: src/**, *.md"),
                paths.refusal("lib/a.py"));
    }

    @Test
    void ofManyGlobsTheFirstAreShown() {
        assertEquals(
                Optional.of(
                        "'lib/a.py' is outside tracehook.development.paths: a/**, b/**, c/**, d/**, e/** and 2 more"),
                paths("a/**", "b/**", "c/**", "d/**", "e/**", "f/**", "g/**").refusal("lib/a.py"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "web/** | web/a.js |",
                "web/** | api/a.py | 'api/a.py' is outside context.paths of the trigger rule",
                "WEB/** | web/a.js | 'web/a.js' is outside context.paths of the trigger rule",
                "api/*.py,web/**/*.js | web/b/a.js |",
                "{api\\,web}/** | api/a.py |",
                "** | lib/a.py | 'lib/a.py' is outside tracehook.development.paths: web/**, api/**, api/package.json",
                "lib/** | lib/a.py | 'lib/a.py' is outside tracehook.development.paths: web/**, api/**, api/package.json",
                ".github/** | .github/a.yml | '.github/a.yml' defines what a build or git does: a ticket must not change it",
                "web/package.json | web/package.json | 'web/package.json' is run or followed by builds and tests: a ticket may"
                        + " change it only if tracehook.development.paths names it literally, without wildcards",
                "web/** | api/package.json | 'api/package.json' is outside context.paths of the trigger rule",
                "api/** | api/package.json |"
            })
    void aTriggerRuleAllowsLessAndNeverMore(String ofRule, String path, String refusal) {
        WritablePaths paths = paths("web/**", "api/**", "api/package.json");

        assertEquals(Optional.ofNullable(refusal), paths.refusal(path, Map.of("paths", ofRule)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "web/[ab] | the glob 'web/[ab]' uses '[', which has no meaning here: use * ** ? {a,b}",
                "web/ | the glob 'web/' has an empty part, '.' or '..': name directories from the root, and src/** for all"
                        + " files below",
                "',' | is empty: give it globs such as web/**, or take it out",
                "'' | is empty: give it globs such as web/**, or take it out"
            })
    void globsThatCannotBeReadAreSaidAndAllowNothing(String ofRule, String problem) {
        Map<String, String> settings = Map.of("paths", ofRule);

        assertEquals(Optional.of(problem), WritablePaths.problemWith(settings));
        WritablePaths everywhere = paths("**");
        assertThrows(IllegalArgumentException.class, () -> everywhere.refusal("web/a", settings));
    }

    @Test
    void letterCaseCounts() {
        assertTrue(paths("src/**").refusal("SRC/a.py").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".github/workflows/build.yml",
                ".GitHub/CODEOWNERS",
                ".gitlab-ci.yml",
                "ci/deploy.gitlab-ci.yml",
                ".gitlab/agents/a/config.yaml",
                "Jenkinsfile",
                "jenkinsfile",
                "deploy/Jenkinsfile.prod",
                "bitbucket-pipelines.yml",
                "azure-pipelines.yml",
                "azure-pipelines-release.yaml",
                ".azure-pipelines/x.yml",
                ".circleci/config.yml",
                ".travis.yml",
                ".drone.yml",
                ".woodpecker/a.yml",
                ".woodpecker.yml",
                ".buildkite/pipeline.yml",
                ".cirrus.yml",
                "appveyor.yml",
                ".appveyor.yml",
                "buildspec.yml",
                "cloudbuild.yaml",
                ".forgejo/workflows/a.yml",
                ".gitea/workflows/a.yml",
                ".tekton/a.yaml",
                "bamboo-specs/bamboo.yml",
                ".gitmodules",
                "sub/.gitmodules",
                ".gitattributes",
                "src/.gitattributes",
                ".lfsconfig",
                ".husky/pre-commit",
                ".pre-commit-config.yaml",
                ".vscode/tasks.json",
                ".devcontainer/devcontainer.json",
                "CODEOWNERS",
                "docs/CODEOWNERS",
                ".mvn/jvm.config",
                "server/.mvn/extensions.xml",
                ".envrc",
                "web/.envrc",
                ".npmrc",
                "web/.npmrc",
                "amplify.yml",
                "netlify.toml",
                ".gitpod.yml",
                ".harness/pipelines/a.yaml",
                "screwdriver.yaml",
                ".build.yml"
            })
    void whatDefinesABuildIsRefusedWhateverTheGlobsSay(String path) {
        assertEquals(
                Optional.of("'" + path + "' defines what a build or git does: a ticket must not change it"),
                paths("**", path).refusal(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                "server/POM.xml",
                "build.gradle",
                "build.gradle.kts",
                "settings.gradle",
                "gradle/wrapper/gradle-wrapper.properties",
                "mvnw",
                "gradlew.bat",
                "build.xml",
                "build.sbt",
                "package.json",
                "web/package.json",
                "vite.config.ts",
                ".mocharc.json",
                "Makefile",
                "src/Makefile.am",
                "CMakeLists.txt",
                "conftest.py",
                "src/tests/conftest.py",
                "setup.py",
                "setup.cfg",
                "tox.ini",
                "noxfile.py",
                "pyproject.toml",
                "requirements-dev.txt",
                "Rakefile",
                "Gemfile",
                "composer.json",
                "Cargo.toml",
                ".cargo/config.toml",
                "build.rs",
                "app/app.csproj",
                "Directory.Build.props",
                "BUILD.bazel",
                "Taskfile.yml",
                "justfile",
                "Dockerfile",
                "docker-compose.yml",
                "compose.yaml"
            })
    void aBuildScriptIsWrittenOnlyWhereItIsNamed(String path) {
        assertEquals(
                Optional.of("'" + path + "' is run or followed by builds and tests: a ticket may change it only if"
                        + " tracehook.development.paths names it literally, without wildcards"),
                paths("**", path + "*", "x/" + path).refusal(path));
        assertEquals(Optional.empty(), paths("src/**", path).refusal(path));
        assertEquals(Optional.empty(), paths("/" + path).refusal(path));
    }

    @ParameterizedTest
    @CsvSource({
        "web/test.sh, commands.web.command",
        "WEB/Test.SH, commands.web.command",
        "copy/web/test.sh, commands.web.command",
        "server/run-tests, command",
        "run-tests, command",
        "server/ci/unit.json, command",
        "api/env.sh, commands.api.command",
        "api/tests/all.sh, commands.api.command"
    })
    void whatATestCommandNamesIsWrittenOnlyWhereItIsNamed(String path, String property) {
        assertEquals(
                Optional.of("'" + path + "' is named by the test command of tracehook.testing." + property
                        + ": a ticket may change it only if tracehook.development.paths names it literally, without"
                        + " wildcards"),
                paths("**", path + "*").refusal(path));
        assertEquals(Optional.empty(), paths("src/**", path).refusal(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"web/app.js", "web/mytest.sh", "test.sh", "web/test.sh/a", "server/my-run-tests"})
    void whatNoTestCommandNamesPasses(String path) {
        assertEquals(Optional.empty(), paths("**").refusal(path));
    }

    @Test
    void aNameWithoutDirectoryIsTheOneAtTheRoot() {
        WritablePaths paths = paths("**", "package.json");

        assertEquals(Optional.empty(), paths.refusal("package.json"));
        assertTrue(paths.refusal("web/package.json").isPresent());
        assertTrue(paths.refusal("Package.json").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/app/app.config.ts",
                "src/build.py",
                "src/setup.js",
                "docs/pom.xml.md",
                "src/composer.py",
                "src/gradle.md",
                "a/mvn/b.py"
            })
    void whatOnlyLooksLikeABuildScriptPasses(String path) {
        assertEquals(Optional.empty(), paths("**").refusal(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/github/a.py", "docs/jenkins.md", "src/appveyor.py", "github/a", "a/.github/b.md"})
    void whatOnlyLooksLikeItPasses(String path) {
        assertEquals(Optional.empty(), paths("**").refusal(path));
    }

    @Test
    void aGlobThatMeansNothingIsAFault() {
        for (String glob : List.of("src/[a]", "../**")) {
            Faults faults = new Faults();

            Configured.of(DevelopmentConfig.class, Map.of("tracehook.development.paths", "src/**," + glob), faults);

            assertEquals(
                    List.of("tracehook.development.paths"),
                    faults.all().stream().map(Fault::property).toList());
            assertTrue(faults.message().contains("the glob '" + glob + "' "), faults.message());
        }
    }
}
