package org.tracehook.agent.remote;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.PreviousRun;
import org.tracehook.agent.TicketFields;
import org.tracehook.agent.remote.RemoteAgentsConfig.RemoteAgentConfig;
import org.tracehook.workspace.Workspace.StartingPoint;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * What the operator has a remote agent told beside the step.
 *
 * @param fields the ticket's fields by Jira's ids; untrusted
 * @param repository where work begins; null when the agent is not told
 * @param previous how the issue's last run of the intent ended; null when there was none, or the agent is not told
 */
record Briefing(Map<String, JsonNode> fields, StartingPoint repository, PreviousRun previous) {

    /** Looks up what the agent is told, and nothing else. */
    static Briefing of(AgentRequest request, RemoteAgentConfig config, Workspaces workspaces)
            throws TicketFields.UnreadableException, WorkspaceException, InterruptedException {
        return new Briefing(
                request.ticket().fields().values(config.ticketFields().orElse(List.of())),
                config.repository()
                        ? workspaces
                                .open(
                                        request.settings(),
                                        request.deadline(),
                                        request.past().fetched())
                                .start(request.ticket().issueKey())
                        : null,
                config.previous() ? request.past().previousRun().get().orElse(null) : null);
    }

    /** Names the fields, never their values. */
    @Override
    public String toString() {
        return "Briefing[" + fields.keySet() + "]";
    }
}
