package org.tracehook.agent.testing;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentRequest;
import org.tracehook.workspace.Checkout;
import org.tracehook.workspace.WorkspaceException;

/**
 * Runs the operator's test command in a checkout of the issue's branch: the commit that an earlier step made or reviewed,
 * else the branch's head. What the command prints is not kept: it is somebody else's, and may hold anything.
 */
public final class TestingAgent implements Agent {

    /** The orchestrator's interrupt comes at the deadline, and says more of a step than this agent could. */
    private static final Duration INTERRUPTED_BEFORE = Duration.ofSeconds(5);

    private final TestSettings settings;
    private final IssueCheckouts checkouts;
    private final Map<String, String> environment;

    /**
     * Makes the agent.
     *
     * @param environment of this process, of which the command sees what the settings allow
     */
    public TestingAgent(TestSettings settings, IssueCheckouts checkouts, Map<String, String> environment) {
        this.settings = settings;
        this.checkouts = checkouts;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "testing_agent";
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws InterruptedException {
        if (settings.command().isEmpty()) {
            return failed("there is no test command: set tracehook.testing.command (TRACEHOOK_TESTING_COMMAND),"
                    + " or bind testing_agent to a remote agent");
        }
        try (Checkout checkout = checkouts.open(request)) {
            return run(request, checkout);
        } catch (WorkspaceException e) {
            return failed(e.getMessage());
        }
    }

    private AgentOutcome run(AgentRequest request, Checkout checkout) throws InterruptedException {
        TestReports reports = new TestReports(settings.reports(), settings.reportGlobs());
        // Without a limit of its own the command runs until the step is interrupted.
        Duration limit =
                settings.timeout().orElse(request.deadline().remaining().plus(INTERRUPTED_BEFORE));
        try {
            reports.removeFrom(checkout.directory());
            Ended ended = new TestRun(command(request), checkout.directory()).run(limit);
            TestVerdict verdict = ended.exitCode().isPresent()
                    ? verdict(ended.exitCode().getAsInt(), reports, checkout)
                    : TestVerdict.failed(
                            "the test command was ended after " + seconds(limit) + " s (tracehook.testing.timeout)");
            return verdict.outcome(checkout.commit());
        } catch (IOException e) {
            return failed("the test command cannot be run: correct the program in tracehook.testing.command"
                    + " (TRACEHOOK_TESTING_COMMAND)");
        }
    }

    private static TestVerdict verdict(int exitCode, TestReports reports, Checkout checkout)
            throws InterruptedException, IOException {
        if (reports.isEmpty()) {
            return TestVerdict.of(exitCode);
        }
        try {
            return TestVerdict.of(exitCode, reports.read(checkout.directory()));
        } catch (ReportException e) {
            return TestVerdict.failed(e.getMessage() + "; the test command ended with exit code " + exitCode);
        }
    }

    private TestCommand command(AgentRequest request) {
        Map<String, String> variables = new HashMap<>(settings.variables());
        Optional.ofNullable(request.settings().get("environment"))
                .ifPresent(environment -> variables.putIfAbsent("TEST_ENVIRONMENT", environment));
        return new TestCommand(settings.command(), TestEnvironment.of(environment, settings.allowed(), variables));
    }

    private static AgentOutcome failed(String problem) {
        return new Failure("Agent failed: " + problem);
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }
}
