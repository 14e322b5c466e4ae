package org.tracehook.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.quarkus.arc.profile.IfBuildProfile;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentOutcome.Success;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.ProposedChange;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/**
 * The author of dev mode's sample, without a model: it proposes the same change for every ticket, and takes its message from the
 * ticket's summary. A remote agent of its name takes its place.
 */
@Singleton
@IfBuildProfile("dev")
class SampleAuthor implements Agent {

    static final String NAME = "author_agent";

    private static final String SUMMARY = "summary";

    private static final String CANNED =
            "\n\nThe canned author of dev mode wrote this. It proposes the same change for every ticket.";

    private final Workspaces workspaces;
    private final String repository;

    @Inject
    SampleAuthor(Workspaces workspaces) {
        this(workspaces, SampleRepository.DIRECTORY);
    }

    SampleAuthor(Workspaces workspaces, String repository) {
        this.workspaces = workspaces;
        this.repository = repository;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> ticketFields() {
        return Set.of(SUMMARY);
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        if (!repository.equals(request.settings().get("repository"))) {
            return new Failure(
                    "Agent failed: the canned author of dev mode writes to the sample repository alone: bind a"
                            + " remote agent of the name " + NAME);
        }
        try {
            String base = workspaces
                    .open(request.settings(), request.deadline(), request.past().fetched())
                    .start(request.ticket().issueKey())
                    .commit();
            return new Success("Proposed the canned change of " + SampleRepository.CHANGED, outputs(request, base));
        } catch (WorkspaceException e) {
            return new Failure("Agent failed: " + e.getMessage());
        }
    }

    private static Map<String, JsonNode> outputs(AgentRequest request, String base) {
        String subject = request.ticket().field(SUMMARY).orElse("Say good night");
        return Map.of(
                ProposedChange.CODE_CHANGES,
                JsonNodeFactory.instance
                        .objectNode()
                        .put(SampleRepository.CHANGED.toString(), SampleRepository.CANNED_CONTENT),
                "commit_message",
                TextNode.valueOf(subject + CANNED),
                "base_commit",
                TextNode.valueOf(base));
    }
}
