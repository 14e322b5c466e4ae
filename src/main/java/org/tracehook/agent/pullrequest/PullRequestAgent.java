package org.tracehook.agent.pullrequest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.githost.GitHost;
import org.tracehook.githost.PullRequest;
import org.tracehook.githost.PullRequest.Proposal;
import org.tracehook.http.ApiException;
import org.tracehook.workspace.Workspace.Heads;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * Opens a pull request of the issue's branch, a draft unless configured otherwise, or finds the one that is open. It never changes,
 * reopens, closes or merges one: that is a person's.
 */
public final class PullRequestAgent implements Agent {

    /** The agent's name in execution plans. */
    public static final String NAME = "pull_request_agent";

    private static final String URL = "pull_request_url";
    private static final String NUMBER = "pull_request_number";

    private final Workspaces workspaces;
    private final GitHost host;
    private final PullRequestText text;

    /** Makes the agent for that host. */
    public PullRequestAgent(Workspaces workspaces, GitHost host, PullRequestText text) {
        this.workspaces = workspaces;
        this.host = host;
        this.text = text;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> ticketFields() {
        return Set.of("summary");
    }

    @Override
    public Set<String> declaredOutputs() {
        return Set.of(URL, NUMBER);
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        try {
            return opened(open(request));
        } catch (WorkspaceException | ApiException e) {
            return new Failure("Agent failed: " + e.getMessage());
        }
    }

    private PullRequest open(AgentRequest request) throws WorkspaceException, ApiException, InterruptedException {
        Heads heads = workspaces
                .open(request.settings(), request.deadline(), request.past().fetched())
                .heads(request.ticket().issueKey(), request.textOutput("branch"), request.textOutput("commit"));
        String branch = heads.branch().name();
        String base = heads.base().name();
        if (branch.equals(base)) {
            throw new WorkspaceException("'" + branch + "' is the base branch itself: it cannot be proposed");
        }
        if (heads.branch().commit().equals(heads.base().commit())) {
            throw new WorkspaceException(
                    "there is nothing to propose: '" + branch + "' has no commit that '" + base + "' does not have");
        }
        Proposal proposal = new Proposal(branch, base, text.title(request.ticket()), text.body(request));
        return host.repository(workspaces.url(request.settings()))
                .open(proposal, host.opensDrafts(), request.deadline());
    }

    private AgentOutcome opened(PullRequest request) {
        Map<String, JsonNode> outputs = new HashMap<>();
        outputs.put(NUMBER, LongNode.valueOf(request.number()));
        request.url().ifPresent(url -> outputs.put(URL, TextNode.valueOf(url)));
        String summary = request.isNew()
                ? "Opened " + (host.opensDrafts() ? "draft " : "") + "pull request " + request.number()
                : "Pull request " + request.number() + " is open already";
        return new Success(summary, outputs);
    }
}
