package org.tracehook.agent.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.PreviousRun;
import org.tracehook.agent.Ticket;
import org.tracehook.agent.TicketFields;
import org.tracehook.workspace.BareRepository;
import org.tracehook.workspace.GitHttpServer;

/** What a remote agent is told beside the step, when the operator wants it. */
class RemoteAgentBriefingTest {

    private static final String SUCCESS = "{\"outcome\":\"success\",\"summary\":\"done\"}";

    @TempDir
    Path directory;

    private final AtomicInteger asked = new AtomicInteger();
    private RemoteAgentServer server;

    @BeforeEach
    void serve() {
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(SUCCESS));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private AgentRequest request(Map<String, JsonNode> delivered, Supplier<Map<String, JsonNode>> jira) {
        AgentRequest plain = Fixtures.request();
        TicketFields fields = new TicketFields(delivered, Set.of("summary", "description", "comment"), jira);
        return new AgentRequest(
                plain.step(),
                plain.deadline(),
                Map.of(),
                new Ticket("PROJ-123", "Testing", Map.of(), fields),
                plain.outputs(),
                Optional.empty(),
                new AgentRequest.Past(List.of(), () -> {
                    asked.incrementAndGet();
                    return Optional.of(new PreviousRun("an-id", "review", "Code review BLOCKED"));
                }));
    }

    private Map<String, JsonNode> jira() {
        asked.incrementAndGet();
        return Map.of("description", Fixtures.json("\"long\""));
    }

    private AgentOutcome execute(AgentRequest request, String... properties) throws InterruptedException {
        return Fixtures.agent(server.url(), new ArrayList<>(), properties).execute(request);
    }

    private JsonNode sent() {
        return Fixtures.json(server.received().get(0).body());
    }

    @Test
    void anAgentIsToldNothingThatTheOperatorDoesNotList() throws Exception {
        AgentOutcome outcome = execute(request(Map.of("summary", Fixtures.json("\"canary\"")), this::jira));

        assertEquals(Map.of(), outcome.outputs());
        assertEquals(0, asked.get());
        assertEquals(0, sent().at("/ticket/fields").size());
        assertTrue(sent().get("repository").isNull());
        assertTrue(sent().get("previous").isNull());
    }

    @Test
    void theListedFieldsComeInTheirOrder() throws Exception {
        execute(
                request(Map.of("summary", Fixtures.json("\"short\"")), this::jira),
                "ticket-fields",
                "description,summary, comment");

        assertEquals(
                "{\"description\":\"long\",\"summary\":\"short\",\"comment\":null}",
                sent().at("/ticket/fields").toString());
        assertEquals(List.of(), Fixtures.violations("request", sent().toString()));
        assertEquals(1, asked.get());
    }

    @Test
    void theAgentDeclaresItsFields() {
        assertEquals(
                List.of("description", "summary"),
                List.copyOf(Fixtures.agent(
                                server.url(), new ArrayList<>(), "ticket-fields", "description,summary,description")
                        .ticketFields()));
        assertEquals(Set.of(), Fixtures.agent(server.url(), new ArrayList<>()).ticketFields());
    }

    @Test
    void aFieldThatCannotBeReadFailsTheStepBeforeAnythingIsSent() throws Exception {
        AgentOutcome outcome = execute(
                request(Map.of(), () -> {
                    throw new IllegalStateException("there is no account: set one");
                }),
                "ticket-fields",
                "summary,description");

        assertEquals(
                "Agent failed: tester was not asked: the delivery does not bring summary, description of the ticket, and"
                        + " there is no account: set one",
                assertInstanceOf(Failure.class, outcome).error());
        assertEquals(List.of(), server.received());
    }

    @Test
    void theLastRunIsToldWhenItIsWanted() throws Exception {
        execute(request(Map.of(), this::jira), "previous", "true");

        assertEquals(
                "{\"trace_id\":\"an-id\",\"agent\":\"review\",\"error\":\"Code review BLOCKED\"}",
                sent().get("previous").toString());
        server.close();
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(SUCCESS));
        execute(Fixtures.request(), "previous", "true");
        assertTrue(sent().get("previous").isNull(), "there was none");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SUCCESS,
                "{\"outcome\":\"success\",\"summary\":\"done\",\"outputs\":{\"base_commit\":\"forged\"}}",
                "{\"outcome\":\"fail\",\"error\":\"no\",\"outputs\":{\"base_commit\":null}}",
                "{\"outcome\":\"blocked\",\"error\":\"no\",\"outputs\":{\"base_commit\":{}}}"
            })
    void theRepositoryIsToldAndItsCommitIsHandedOnByUsAlone(String reply) throws Exception {
        server.close();
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(reply));
        try (BareRepository repository = BareRepository.create(directory.resolve("host.git"));
                GitHttpServer host = GitHttpServer.serving(repository)) {
            host.require("user", "pass-word");
            String main = repository.commit("main", Map.of("a.py", "1"));
            String[] properties = {
                "repository", "true",
                "tracehook.workspace.repository", host.url(),
                "tracehook.workspace.username", "user",
                "tracehook.workspace.password", "pass-word"
            };

            AgentOutcome outcome = execute(request(Map.of(), this::jira), properties);

            assertEquals(
                    "{\"url\":\"" + host.url() + "\",\"base_branch\":\"main\",\"branch\":\"develop/PROJ-123\","
                            + "\"base_commit\":\"" + main + "\"}",
                    sent().get("repository").toString());
            assertEquals(main, outcome.outputs().get("base_commit").textValue());
            assertFalse(sent().toString().contains("pass-word"));
            String branch = repository.commit("develop/PROJ-123", Map.of("a.py", "2"));
            AgentOutcome second = execute(request(Map.of(), this::jira), properties);
            assertEquals(branch, second.outputs().get("base_commit").textValue());
        }
    }

    @Test
    void withoutARepositoryNobodyHandsOnACommitToStartFrom() throws Exception {
        server.close();
        server = RemoteAgentServer.reacting(RemoteAgentServer.json(
                "{\"outcome\":\"success\",\"summary\":\"done\",\"outputs\":{\"base_commit\":\"forged\",\"a\":1}}"));

        AgentOutcome outcome = execute(Fixtures.request());

        assertNull(outcome.outputs().get("base_commit"));
        assertEquals(Set.of("a"), outcome.outputs().keySet());
    }

    @Test
    void aRepositoryThatIsMissingFailsTheStepBeforeAnythingIsSent() throws Exception {
        AgentOutcome outcome = execute(request(Map.of(), this::jira), "repository", "true");

        assertTrue(
                assertInstanceOf(Failure.class, outcome)
                        .error()
                        .startsWith("Agent failed: tester was not asked: there is no repository: set"),
                outcome::toString);
        assertEquals(List.of(), server.received());
    }
}
