package org.tracehook.agent.testing;

import java.util.Optional;
import org.tracehook.agent.AgentRequest;
import org.tracehook.workspace.Workspace;
import org.tracehook.workspace.Workspace.Branch;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/** Checks out what is to be tested: the commit that an earlier step made or reviewed, else the branch's head. */
public final class IssueCheckouts implements Checkouts {

    private final Workspaces workspaces;

    /** Checks out from those workspaces. */
    public IssueCheckouts(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    /** A checkout for the request; what killed runs left is removed on the way. */
    @Override
    public Checkout open(AgentRequest request) throws CheckoutFailedException, InterruptedException {
        workspaces.removeLeftovers();
        try {
            Workspace workspace = workspaces.open(request.settings(), request.deadline());
            Branch branch = workspace.branchOf(request.ticket().issueKey());
            var checkout = workspace.checkout(branch.at(commit(request)));
            return new Checkout(checkout.directory(), checkout.commit(), checkout::close);
        } catch (WorkspaceException e) {
            throw new CheckoutFailedException(e.getMessage(), e);
        }
    }

    private static Optional<String> commit(AgentRequest request) {
        return request.handedOn("commit").or(() -> request.handedOn("reviewed_commit"));
    }
}
