package org.tracehook.workspace;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.Workspace.Branch;

/** A process of its own that commits, compares and checks out, as the steps of a pipeline do. */
final class PlainGit {

    private PlainGit() {}

    public static void main(String... url) throws Exception {
        WorkspaceConfig config = Configured.of(WorkspaceConfig.class, Map.of("tracehook.workspace.repository", url[0]));
        Workspaces workspaces = Workspaces.from(config, false, Clock.systemUTC(), new Faults());
        Workspace workspace = workspaces.open(Map.of(), Deadline.in(Duration.ofMinutes(2)), new RunClone());
        TreeMap<RepositoryPath, Optional<String>> files =
                new TreeMap<>(Map.of(new RepositoryPath("a.py"), Optional.of("x = 1\n")));
        workspace.commit("PROJ-1", "feat(PROJ-1): Done", new Workspace.Change(files, Optional.empty()));
        Branch branch = workspace.branchOf("PROJ-1", Optional.empty());
        workspace.diff(branch);
        workspace.checkout(branch).close();
    }
}
