package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.tracehook.agent.remote.AuthorOverHttp;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.config.Fault;
import org.tracehook.dynamodb.LocalTable;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.workspace.BareRepository;

/**
 * The function that makes pull requests of tickets, acknowledged, between stand-ins of everything that it speaks to. The
 * process that takes deliveries also runs them, until it is killed.
 */
final class TicketFunction implements AutoCloseable {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** By Jira. */
    private static final int MOST_ATTEMPTS = 6;

    private final FlowHost git;
    private final FakeGitHost host;
    private final RemoteAgentServer author;
    private final FakeJira jira = FakeJira.cloud();
    private final LocalTable table = new LocalTable();
    private final LambdaService lambda = LambdaService.start(this::runner, LIMIT);
    private final Map<String, String> environment;
    private final List<DeployedFunction> processes = new CopyOnWriteArrayList<>();
    private final Set<String> completed = new HashSet<>();
    private boolean hasRunner;

    private TicketFunction(FlowHost git, FakeGitHost host, RemoteAgentServer author) throws IOException {
        this.git = git;
        this.host = host;
        this.author = author;
        this.environment = git.environment();
    }

    /** Deploys it in that directory, with those properties beside what it needs to reach everything. */
    static TicketFunction in(
            Path directory, FakeGitHost host, RemoteAgentServer author, String tests, Map<String, String> properties)
            throws Exception {
        TicketFunction function = new TicketFunction(FlowHost.in(directory, tests), host, author);
        try {
            function.configure(properties);
            function.processes.add(DeployedFunction.started(function.git.taskRoot(), function.environment));
            return function;
        } catch (Exception | AssertionError e) {
            function.close();
            throw e;
        }
    }

    private void configure(Map<String, String> properties) throws IOException {
        Map<String, String> all = new HashMap<>(AuthorOverHttp.properties(author));
        jira.credentials().forEach((key, value) -> all.put("tracehook.feedback." + key, value));
        all.put("tracehook.workspace.repository", git.git().urlWithOwner());
        all.put("tracehook.execution", "acknowledge");
        all.put("tracehook.acknowledge.endpoint-override", lambda.url());
        all.putAll(properties);
        Files.writeString(
                git.taskRoot().resolve("config/application.properties"),
                all.entrySet().stream()
                        .filter(property -> isOfTheFile(property.getKey()))
                        .map(property -> property.getKey() + "=" + property.getValue() + "\n")
                        .collect(Collectors.joining()));
        all.keySet().removeIf(TicketFunction::isOfTheFile);
        all.forEach((property, value) -> environment.put(Fault.environmentVariable(property), value));
        environment.remove("TRACEHOOK_WEBHOOK_EXPLICIT_INTENTS");
        environment.putAll(LocalTable.environment(table.name()));
    }

    /** Names in these are the operator's, so that they cannot be variables. */
    private static boolean isOfTheFile(String property) {
        return property.matches("tracehook\\.(remote-agents|intents|triggers)\\b.*");
    }

    private DeployedFunction runner() throws IOException {
        if (hasRunner) {
            processes.add(DeployedFunction.start(git.taskRoot(), environment));
        }
        hasRunner = true;
        return processes.get(processes.size() - 1);
    }

    /** Moves the ticket to that status; gives the reply that Jira gets at once, after 503 when it sends the delivery again. */
    JsonNode move(String status, String description) throws Exception {
        byte[] event =
                JiraDelivery.signed(AuthorOverHttp.ticket(status, description)).json();
        GatewayReply reply;
        int attempts = 0;
        do {
            reply = GatewayReply.of(
                    processes.get(0).api().invoke(event, LIMIT).answer().get());
            attempts++;
        } while (reply.status() == 503 && attempts < MOST_ATTEMPTS);
        assertEquals("RUNNING", reply.json().path("pipeline_status").asText(), reply::body);
        return reply.json();
    }

    /** The next attempt to end must end well; gives the line that says how its run ended. */
    JsonNode completed() throws InterruptedException {
        LambdaService.Attempt attempt = lambda.awaitAttempt(LIMIT);
        assertFalse(attempt.failed(), attempt::toString);
        String line = attempt.function()
                .process()
                .awaitStdout(
                        next -> next.contains("\"event\":\"pipeline.completed\"") && !completed.contains(next), LIMIT);
        completed.add(line);
        return StrictJson.object(line);
    }

    /** The document that the author got with the request of that number, from 0. */
    JsonNode asked(int request) {
        return AuthorOverHttp.asked(author, request);
    }

    FlowHost git() {
        return git;
    }

    FakeJira jira() {
        return jira;
    }

    LocalTable table() {
        return table;
    }

    LambdaService lambda() {
        return lambda;
    }

    /**
     * Ends all processes, and gives everything that they printed, posted to the git host and to Jira, kept in the table and
     * pushed. What they printed must be clean.
     */
    List<String> said() throws Exception {
        List<String> said = new ArrayList<>();
        for (DeployedFunction process : processes) {
            process.endCleanly();
            said.addAll(process.process().stdoutLines());
        }
        said.addAll(host.bodies());
        said.addAll(jira.bodies());
        said.add(table.client().scan(all -> all.tableName(table.name())).items().toString());
        BareRepository repository = git.repository();
        for (String commit : repository.log(FlowHost.BRANCH)) {
            said.add(repository.message(commit) + repository.author(commit) + repository.files(commit));
        }
        return said;
    }

    @Override
    public void close() {
        lambda.close();
        processes.forEach(DeployedFunction::close);
        git.close();
        jira.close();
    }
}
