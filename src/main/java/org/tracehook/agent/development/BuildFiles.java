package org.tracehook.agent.development;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;

/** Files that somebody runs or follows because of their names. */
final class BuildFiles {

    /**
     * Files that make a git host or a build server run something, or that change how git treats other files, in the places
     * that their documentation names; letter case does not count. Whoever writes such a file gets the secrets of the build.
     */
    static final Predicate<String> DEFINITIONS = any(
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
            "/.idea/**");

    /**
     * Files that a build, a test runner or an installation of packages runs or follows because of their name, in any
     * directory; letter case does not count. A glob such as {@code tests/**} is meant for tests, and would also let a ticket
     * write {@code tests/conftest.py}, which runs with every test. Some projects have reasons to let tickets
     * change one of them, such as {@code package.json}: they name it. Locks of versions and plain sources are not here.
     */
    static final Predicate<String> SCRIPTS = any(
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
            "{docker-,}compose*.{yml,yaml}");

    private BuildFiles() {}

    private static Predicate<String> any(String... globs) {
        List<Glob> all = Stream.of(globs).map(Glob::of).toList();
        return path -> all.stream().anyMatch(glob -> glob.matches(path));
    }
}
