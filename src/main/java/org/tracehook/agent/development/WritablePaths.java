package org.tracehook.agent.development;

import io.smallrye.config.Converters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.Converter;
import org.tracehook.agent.Glob;
import org.tracehook.agent.WholeText;

/**
 * The paths that a ticket may change: those that the operator lists, the scripts of a build and what runs the tests only by
 * name, and never what defines the build on a server.
 */
public final class WritablePaths {

    /** How many globs a message names. */
    private static final int MOST_SHOWN = 5;

    /**
     * Files that make a git host or a build server run something, or that change how git treats other files, in the places
     * that their documentation names; letter case does not count. Whoever writes such a file gets the secrets of the build.
     */
    private static final List<Glob> BUILD_DEFINITIONS = Stream.of(
                    // Repository hosts
                    "CODEOWNERS",
                    "/.github/**",
                    "/.gitlab/**",
                    "*.gitlab-ci.yml",
                    "*.gitlab-ci.yaml",
                    "/.gitea/**",
                    "/.forgejo/**",
                    "bitbucket-pipelines.{yml,yaml}",
                    "azure-pipelines*.{yml,yaml}",
                    "/.azure-pipelines/**",
                    "/.azuredevops/**",
                    // Build servers
                    "Jenkinsfile*",
                    "*.jenkinsfile",
                    "/.jenkins/**",
                    "/.circleci/**",
                    "/.buildkite/**",
                    "/.teamcity/**",
                    "/.semaphore/**",
                    "/.tekton/**",
                    "/.concourse/**",
                    "/.woodpecker/**",
                    "/bamboo-specs/**",
                    ".woodpecker*.{yml,yaml}",
                    ".drone.{yml,yaml,jsonnet,star}",
                    ".travis.{yml,yaml}",
                    ".cirrus.{yml,yaml,star}",
                    "{.,}appveyor.{yml,yaml}",
                    ".build.{yml,yaml}",
                    "screwdriver.{yml,yaml}",
                    "/.harness/**",
                    "{amplify,.gitpod}.{yml,yaml}",
                    "netlify.toml",
                    "{.,}{buildspec,cloudbuild}*.{yml,yaml,json}",
                    "{codeship-*,wercker,.scrutinizer,.codefresh,codefresh,bitrise,.vela,codemagic,.builds}.{yml,yaml}",
                    "/.builds/**",
                    // What tools read before they run anything else: options, hosts of packages, variables
                    "**/.mvn/**",
                    ".npmrc",
                    ".envrc",
                    // Git itself, and what runs on a developer's commit or on opening the project
                    ".gitmodules",
                    ".gitattributes",
                    ".lfsconfig",
                    "/.husky/**",
                    "/.githooks/**",
                    ".pre-commit-config.{yml,yaml}",
                    "{.,}lefthook*.{yml,yaml,toml,json}",
                    "/.devcontainer/**",
                    "/.vscode/**",
                    "/.idea/**")
            .map(Glob::of)
            .toList();

    /**
     * Files that a build, a test runner or an installation of packages runs or follows because of their name, in any
     * directory; letter case does not count. A glob such as {@code tests/**} is meant for tests, and would also let a ticket
     * write {@code tests/conftest.py}, which runs with every test. Some projects have reasons to let tickets
     * change one of them, such as {@code package.json}: they name it. Locks of versions and plain sources are not here.
     */
    private static final List<Glob> BUILD_SCRIPTS = Stream.of(
                    // JVM
                    "{pom,build,ivy}.xml",
                    "*.{gradle,gradle.kts,sbt}",
                    "gradle.properties",
                    "**/gradle/**",
                    "**/buildSrc/**",
                    "{mvnw,gradlew}{,.bat,.cmd}",
                    "project.clj",
                    // JavaScript
                    "package.json",
                    ".yarnrc{,.yml}",
                    ".pnpmfile.cjs",
                    "{gruntfile,gulpfile}*.{js,cjs,mjs,ts,cts,mts}",
                    "{babel,cypress,eslint,jest,next,nuxt,playwright,postcss,rollup,svelte,tailwind,vite,vitest,wdio,"
                            + "webpack}.config.{js,cjs,mjs,ts,cts,mts}",
                    "karma.conf.{js,cjs,mjs,ts}",
                    "{.mocharc,.babelrc,.eslintrc}*",
                    // Python
                    "{setup,conftest,noxfile,sitecustomize,usercustomize}.py",
                    "{setup.cfg,tox.ini,pytest.ini,.coveragerc,pyproject.toml,Pipfile}",
                    "requirements*.txt",
                    "*.pth",
                    // Ruby, PHP, Elixir, Swift
                    "{Gemfile,Rakefile,.rspec}",
                    "*.{gemspec,rake}",
                    "composer.json",
                    "phpunit.xml{,.dist}",
                    "mix.exs",
                    "Package.swift",
                    // C, C++, Rust, Zig
                    "{,GNU}Makefile*",
                    "*.{mk,cmake}",
                    "{CMakeLists.txt,CMakePresets.json,configure,configure.ac,meson.build,SConstruct,SConscript}",
                    "{Cargo.toml,build.rs,build.zig}",
                    "**/.cargo/**",
                    // .NET
                    "*.{csproj,fsproj,vbproj,targets,props}",
                    "nuget.config",
                    // Any language
                    "{BUILD,WORKSPACE,MODULE}.bazel",
                    "{BUILD,WORKSPACE,.bazelrc,Earthfile,Tiltfile,Vagrantfile}",
                    "*.bzl",
                    "{Taskfile,taskfile.dist}.{yml,yaml}",
                    "{.,}justfile",
                    "{Dockerfile,Containerfile}*",
                    "*.dockerfile",
                    "{docker-,}compose*.{yml,yaml}")
            .map(Glob::of)
            .toList();

    /** The value of a trigger rule that narrows the paths, without {@code context.} */
    static final String NARROWED = "paths";

    /** Reads a list as {@link DevelopmentConfig#paths} is read. */
    private static final Converter<List<Glob>> LIST =
            Converters.newCollectionConverter(new Glob.CaseSensitiveConverter(), ArrayList::new);

    private static final String ONLY_IF_NAMED =
            ": a ticket may change it only if tracehook.development.paths names it literally, without wildcards";

    /** What stands between the names of files in an argument, which may be a line for a shell or an option's value. */
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[\\s='\"`;&|<>(){},]+");

    /** The beginning of a name up to where it is only known relative to some directory: {@code ./} and {@code web/../}. */
    private static final Pattern UP_TO_DOTS = Pattern.compile("^(?:.*/)?\\.{1,2}/+|^/+");

    private final List<Glob> globs;
    private final Map<String, List<String>> testFiles;

    /**
     * The configured paths; none when nothing is configured.
     *
     * @param testCommands the words of each test command, by the property that holds it
     */
    public WritablePaths(DevelopmentConfig config, Map<String, List<String>> testCommands) {
        this.globs = config.paths().orElse(List.of());
        this.testFiles = new TreeMap<>();
        testCommands.forEach((property, words) -> testFiles.put(property, files(words)));
    }

    /** What may be the names of files in a command, each behind a {@code /} and in lower case. */
    private static List<String> files(List<String> words) {
        return words.stream()
                .flatMap(BETWEEN_NAMES::splitAsStream)
                .map(name -> UP_TO_DOTS.matcher(name).replaceFirst(""))
                .filter(name -> !name.isEmpty())
                .map(name -> "/" + name.toLowerCase(Locale.ROOT))
                .toList();
    }

    /** What is wrong with the globs that a trigger rule's values give; empty when nothing is, or they give none. */
    static Optional<String> problemWith(Map<String, String> settings) {
        try {
            narrowed(settings);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The globs of a trigger rule's values; empty when they give none, so that nothing is narrowed. */
    private static Optional<List<Glob>> narrowed(Map<String, String> settings) {
        if (!settings.containsKey(NARROWED)) {
            return Optional.empty();
        }
        List<Glob> globs = LIST.convert(settings.get(NARROWED));
        if (globs == null) {
            throw new IllegalArgumentException("is empty: give it globs such as web/**, or take it out");
        }
        return Optional.of(globs);
    }

    /**
     * Why that path must not be written, for people; empty when it may be.
     *
     * @param settings a trigger rule's values: their globs allow less, never more
     */
    Optional<String> refusal(String path, Map<String, String> settings) {
        return refusal(path).or(() -> narrowed(settings)
                .filter(globs -> globs.stream().noneMatch(glob -> glob.matches(path)))
                .map(globs -> "'" + WholeText.of(path) + "' is outside context.paths of the trigger rule"));
    }

    /** The same, as the configuration alone has it. */
    Optional<String> refusal(String path) {
        String shown = "'" + WholeText.of(path) + "'";
        if (globs.isEmpty()) {
            return Optional.of("nothing may be written: set tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS)"
                    + " to globs such as src/**");
        }
        if (BUILD_DEFINITIONS.stream().anyMatch(glob -> glob.matches(path))) {
            return Optional.of(shown + " defines what a build or git does: a ticket must not change it");
        }
        if (BUILD_SCRIPTS.stream().anyMatch(glob -> glob.matches(path)) && !isNamed(path)) {
            return Optional.of(shown + " is run or followed by builds and tests" + ONLY_IF_NAMED);
        }
        Optional<String> command = testCommandWith(path).filter(property -> !isNamed(path));
        if (command.isPresent()) {
            return Optional.of(shown + " is named by the test command of " + command.get() + ONLY_IF_NAMED);
        }
        return globs.stream().anyMatch(glob -> glob.matches(path))
                ? Optional.empty()
                : Optional.of(shown + " is outside tracehook.development.paths: " + shownGlobs());
    }

    private String shownGlobs() {
        String first = globs.stream().limit(MOST_SHOWN).map(Glob::toString).collect(Collectors.joining(", "));
        return globs.size() <= MOST_SHOWN ? first : first + " and " + (globs.size() - MOST_SHOWN) + " more";
    }

    /** The property of a test command that names the file, from whatever directory. */
    private Optional<String> testCommandWith(String path) {
        String file = "/" + path.toLowerCase(Locale.ROOT);
        return testFiles.entrySet().stream()
                .filter(command -> command.getValue().stream().anyMatch(file::endsWith))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Whether the configuration has the path itself, and no glob in its place. */
    private boolean isNamed(String path) {
        return globs.stream().map(Glob::toString).anyMatch(text -> text.equals(path) || text.equals("/" + path));
    }
}
