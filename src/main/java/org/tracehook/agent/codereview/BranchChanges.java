package org.tracehook.agent.codereview;

import org.tracehook.agent.AgentRequest;
import org.tracehook.workspace.Workspace;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/** Finds what an issue's branch changes. */
public final class BranchChanges {

    /** The output in which an earlier step names its commit. */
    static final String COMMIT = "commit";

    private final Workspaces workspaces;

    /** Looks into those workspaces. */
    public BranchChanges(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    /**
     * What the issue's branch changes against its merge base, up to the commit that an earlier step made, else up to its
     * head.
     */
    BranchChange of(AgentRequest request) throws WorkspaceException, InterruptedException {
        if (!workspaces.hasRepository(request.settings())) {
            throw new WorkspaceException("there is nothing to review: the delivery carries no code_changes, and"
                    + " tracehook.workspace.repository (TRACEHOOK_WORKSPACE_REPOSITORY) is not set");
        }
        Workspace workspace = workspaces.open(request.settings(), request.deadline());
        Branch branch = workspace.branchOf(request.ticket().issueKey());
        return new BranchChange(workspace.diff(branch.at(request.textOutput(COMMIT))));
    }
}
