package org.tracehook.agent.development;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tracehook.agent.Glob;
import org.tracehook.agent.WholeText;

/** The paths that a ticket may change: those that the operator lists, and never the definition of a build. */
public final class WritablePaths {

    /**
     * Files that make a git host or a build server run something, or that change how git treats other files, in the places
     * that their documentation names; letter case does not count. Whoever writes such a file gets the secrets of the build.
     */
    private static final List<Glob> BUILD_DEFINITIONS = Stream.of(
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

    private final List<Glob> globs;

    /** The configured paths; none when nothing is configured. */
    public WritablePaths(DevelopmentConfig config) {
        this.globs = config.paths().orElse(List.of());
    }

    /** Why that path must not be written, for people; empty when it may be. */
    Optional<String> refusal(String path) {
        String shown = "'" + WholeText.of(path) + "'";
        if (globs.isEmpty()) {
            return Optional.of("nothing may be written: set tracehook.development.paths (TRACEHOOK_DEVELOPMENT_PATHS)"
                    + " to globs such as src/**");
        }
        if (BUILD_DEFINITIONS.stream().anyMatch(glob -> glob.matches(path))) {
            return Optional.of(shown + " defines what a build or git does: a ticket must not change it");
        }
        return globs.stream().anyMatch(glob -> glob.matches(path))
                ? Optional.empty()
                : Optional.of(shown + " is outside tracehook.development.paths");
    }
}
