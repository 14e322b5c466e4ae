package org.tracehook.app;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import org.tracehook.workspace.LocalRepository;
import org.tracehook.workspace.WorkspaceConfig;

/** Makes the repository that dev mode works on while the configuration names no other. */
@Singleton
@Startup
@IfBuildProfile("dev")
class SampleRepository {

    /** The repository of dev mode in application.properties. */
    private static final String DIRECTORY = "target/sample-repository.git";

    SampleRepository(WorkspaceConfig config) throws IOException {
        if (config.repository().filter(DIRECTORY::equals).isPresent()) {
            LocalRepository.createIfAbsent(Path.of(DIRECTORY), SampleProject.files());
        }
    }
}
