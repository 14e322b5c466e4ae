package org.tracehook.agent.development;

import java.util.List;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;

/**
 * Files that make a git host or a build server run something, or that change how git treats other files. Whoever writes such
 * a file gets the secrets of the build, so a ticket must not write one.
 */
final class BuildDefinitions {

    /** The places that the documentation of the hosts and servers names; letter case does not count. */
    private static final List<Glob> GLOBS = Stream.of(
                    // Repository hosts
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
                    "{.,}{buildspec,cloudbuild}*.{yml,yaml,json}",
                    "{codeship-*,wercker,.scrutinizer,.codefresh,codefresh,bitrise,.vela,codemagic,.builds}.{yml,yaml}",
                    "/.builds/**",
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

    private BuildDefinitions() {}

    /** Whether the path is such a file; the path has {@code /} between parts, none of them empty. */
    static boolean include(String path) {
        return GLOBS.stream().anyMatch(glob -> glob.matches(path));
    }
}
