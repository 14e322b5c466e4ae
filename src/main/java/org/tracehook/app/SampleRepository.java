package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.tracehook.viewer.LocalGitHost;
import org.tracehook.workspace.LocalRepository;
import org.tracehook.workspace.RepositoryPath;
import org.tracehook.workspace.WorkspaceConfig;

/**
 * Makes the repository that dev mode works on while the configuration names no other. It holds a shell script and its tests,
 * so that nothing has to be installed.
 */
@Singleton
@Startup
@IfBuildProfile("dev")
class SampleRepository {

    /** The repository of dev mode in application.properties. */
    static final String DIRECTORY = "target/sample-repository.git";

    private static final String README = """
            # Sample

            A small project for dev mode: Tracehook commits to it, reviews what changed and runs its tests.
            """;

    private static final String GREETING = """
            # Words for people who come and go.

            greet() {
                printf 'Hello, %s!\\n' "${1:-world}"
            }
            """;

    /** The file that the sample's author changes. */
    static final RepositoryPath CHANGED = new RepositoryPath("src/greeting.sh");

    /** What the sample's author makes of it. */
    static final String CANNED_CONTENT = GREETING + """

            good_night() {
                printf 'Good night, %s!\\n' "${1:-world}"
            }
            """;

    private static final String TESTS = """
            #!/bin/sh
            # Tests src/greeting.sh and writes a JUnit report, as test runners do.

            . src/greeting.sh

            tests=0
            failures=0
            cases=''

            # expect <name> <expected> <actual>
            expect() {
                tests=$((tests + 1))
                if [ "$2" = "$3" ]; then
                    cases="$cases<testcase classname=\\"greeting\\" name=\\"$1\\"/>"
                else
                    failures=$((failures + 1))
                    cases="$cases<testcase classname=\\"greeting\\" name=\\"$1\\"><failure message=\\"not what was expected\\"/></testcase>"
                fi
            }

            expect 'greets by name' 'Hello, Ann!' "$(greet Ann)"
            expect 'greets whole names' 'Hello, Ann Example!' "$(greet 'Ann Example')"
            expect 'greets everybody' 'Hello, world!' "$(greet)"
            expect 'greets once' '1' "$(greet Ann | wc -l | tr -d ' ')"
            expect 'ends well' '0' "$(greet Ann > /dev/null; echo $?)"

            mkdir -p reports
            cat > reports/TEST-greeting.xml <<REPORT
            <testsuite name="greeting" tests="$tests" failures="$failures">$cases</testsuite>
            REPORT
            [ "$failures" -eq 0 ]
            """;

    SampleRepository(WorkspaceConfig config) throws IOException {
        if (isUsed(config)) {
            LocalRepository.createIfAbsent(Path.of(DIRECTORY), files());
        }
    }

    /** Whether dev mode works on it. */
    static boolean isUsed(WorkspaceConfig config) {
        return config.repository().filter(DIRECTORY::equals).isPresent();
    }

    /** What a stand-in of its git host knows of it. */
    static LocalGitHost.Repository onHost() {
        return new LocalGitHost.Repository(DIRECTORY, branch -> LocalRepository.head(Path.of(DIRECTORY), branch));
    }

    /** The files by path. */
    static Map<RepositoryPath, String> files() {
        return Map.of(
                new RepositoryPath("README.md"), README, CHANGED, GREETING, new RepositoryPath("test/run.sh"), TESTS);
    }
}
