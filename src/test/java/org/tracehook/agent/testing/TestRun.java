package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.Ticket;
import org.tracehook.agent.testing.TestingAgent.Checkouts;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.Checkout;

/** A testing agent with a directory as its checkout, and a shell script as its test command. */
final class TestRun {

    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    final AtomicInteger removals = new AtomicInteger();

    private final Path directory;
    private final List<String> properties = new ArrayList<>();
    private final Map<String, String> rule = new HashMap<>(Map.of("environment", "staging"));
    private Map<String, JsonNode> ticket = Map.of();
    private Map<String, String> environment = Map.of("PATH", System.getenv("PATH"));
    private Duration limit = Duration.ofMinutes(5);

    TestRun(Path directory) {
        this.directory = directory;
    }

    TestRun script(String... lines) {
        return command("sh", "-c", String.join("\n", lines));
    }

    TestRun command(String... command) {
        return with("command", Settings.list(command));
    }

    TestRun with(String property, String value) {
        properties.addAll(List.of(property, value));
        return this;
    }

    TestRun environment(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    /** A value of the trigger rule. */
    TestRun rule(String name, String value) {
        rule.put(name, value);
        return this;
    }

    /** Values that came from Jira. */
    TestRun ticket(Map<String, JsonNode> context) {
        ticket = context;
        return this;
    }

    TestRun stepLimit(Duration stepLimit) {
        limit = stepLimit;
        return this;
    }

    /** A file of the commit. */
    TestRun file(String path, String content) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    AgentOutcome outcome() throws Exception {
        Checkouts checkouts = request -> new Checkout(directory, COMMIT, removals::incrementAndGet);
        return agent(checkouts).execute(request());
    }

    TestingAgent agent(Checkouts checkouts) {
        return new TestingAgent(Settings.of(properties.toArray(String[]::new)), checkouts, environment);
    }

    AgentRequest request() {
        return new AgentRequest(
                new AgentRequest.Step(
                        "2289219a-a8c4-4012-be7d-489185977869",
                        1,
                        "testing_agent",
                        "Run tests and collect results",
                        1,
                        "delivery/1"),
                Deadline.in(limit),
                rule,
                new Ticket("PROJ-1", "Testing", ticket),
                Map.of());
    }

    /** The whole text of an outcome, whatever it is, and its type. */
    static String text(AgentOutcome outcome) {
        if (outcome instanceof AgentOutcome.Success success) {
            return "Success: " + success.summary();
        }
        if (outcome instanceof AgentOutcome.Failure failure) {
            return "Failure: " + failure.error();
        }
        return "Blocked: " + ((AgentOutcome.Blocked) outcome).reason();
    }

    static JsonNode output(AgentOutcome outcome, String name) {
        return outcome.outputs().get(name);
    }

    /** A report as build tools write it, with those test cases. */
    static String report(String... testCases) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"org.example.SampleTest\">\n"
                + String.join("\n", testCases) + "\n</testsuite>\n";
    }

    static String[] passing(int count) {
        String[] cases = new String[count];
        Arrays.setAll(cases, at -> "<testcase classname='org.example.SampleTest' name='works" + at + "'/>");
        return cases;
    }
}
