package org.tracehook.agent.testing;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.OneLine;
import org.tracehook.agent.testing.TestCommand.CommandResult;
import org.tracehook.agent.testing.TestCommand.TimeBudget;
import org.tracehook.agent.testing.TestCommands.ConfiguredCommand;
import org.tracehook.agent.testing.TestReports.BadReportException;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.Checkout;
import org.tracehook.workspace.Workspace;
import org.tracehook.workspace.WorkspaceException;
import org.tracehook.workspace.Workspaces;

/** Runs the operator's test command in a checkout and judges it by the reports, or by the exit code where there are none. */
public final class TestingAgent implements Agent {

    /** How late the orchestrator's interrupt may be. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final TestingConfig config;
    private final TestCommands commands;
    private final Checkouts checkouts;
    private final Map<String, String> environment;

    /**
     * Makes the agent.
     *
     * @param environment this process' variables, of which the command sees those that the configuration allows
     */
    public TestingAgent(TestingConfig config, Workspaces workspaces, Map<String, String> environment) {
        this(config, request -> checkout(workspaces, request), environment);
    }

    TestingAgent(TestingConfig config, Checkouts checkouts, Map<String, String> environment) {
        this.config = config;
        this.commands = TestCommands.of(config);
        this.checkouts = checkouts;
        this.environment = Map.copyOf(environment);
    }

    /** Checks out the commit that an earlier step made or reviewed, else the head of the issue's branch. */
    private static Checkout checkout(Workspaces workspaces, AgentRequest request)
            throws WorkspaceException, InterruptedException {
        Workspace workspace = workspaces.open(
                request.settings(), request.deadline(), request.past().fetched());
        Optional<String> commit = request.textOutput("commit").or(() -> request.textOutput("reviewed_commit"));
        return workspace.checkout(workspace.branchOf(request.ticket().issueKey(), commit));
    }

    @Override
    public String name() {
        return "testing_agent";
    }

    @Override
    public Set<String> declaredOutputs() {
        return Set.of("tests", "failures", "tested_commit", "exit_code", "duration_ms");
    }

    @Override
    public Map<String, String> problemsWith(Map<String, String> settings) {
        return commands.problemWith(settings)
                .map(problem -> Map.of(TestCommands.NAME, problem))
                .orElse(Map.of());
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws Exception {
        Optional<String> problem = commands.problemWith(request.settings());
        if (problem.isPresent()) {
            return broken("context.test of the trigger rule: " + problem.get());
        }
        Optional<ConfiguredCommand> chosen = commands.chosenBy(request.settings());
        if (chosen.isEmpty()) {
            return broken("there is no test command: set tracehook.testing.command"
                    + " (TRACEHOOK_TESTING_COMMAND), or bind testing_agent to a remote agent");
        }
        Optional<AgentOutcome> outcome;
        try (Checkout checkout = checkouts.open(request)) {
            outcome = test(chosen.get(), checkout, request);
        } catch (WorkspaceException e) {
            return broken(e.getMessage());
        }
        return outcome.isPresent() ? outcome.get() : outOfTime(request.deadline());
    }

    /** Empty when the step has no time left. */
    private Optional<AgentOutcome> test(ConfiguredCommand chosen, Checkout checkout, AgentRequest request)
            throws IOException, InterruptedException {
        TestReports reports = new TestReports(checkout.directory(), chosen.reports());
        reports.markOld();
        TimeBudget budget = TimeBudget.of(chosen.timeout(), request.deadline());
        CommandResult result;
        try {
            result = new TestCommand(chosen.command(), CommandVariables.of(config, environment, request.settings()))
                    .run(checkout.directory(), budget.limit());
        } catch (IOException e) {
            return Optional.of(notStarted(chosen));
        }
        TestReports.throwIfInterrupted();
        TestVerdict verdict = new TestVerdict(checkout, result);
        if (result.isOutOfTime() && !budget.isConfigured()) {
            return Optional.empty();
        }
        if (result.survivors() > 0) {
            return Optional.of(verdict.withSurvivors());
        }
        return Optional.of(
                result.isOutOfTime()
                        ? verdict.timedOut(budget.limit(), chosen.property("timeout"))
                        : finished(verdict, reports));
    }

    private static AgentOutcome finished(TestVerdict verdict, TestReports reports)
            throws IOException, InterruptedException {
        if (reports.areNone()) {
            return verdict.byExitCode();
        }
        try {
            return reports.read().map(verdict::byReports).orElseGet(() -> verdict.withoutReport(reports.globs()));
        } catch (BadReportException e) {
            return verdict.withBadReport(e);
        }
    }

    /** The reason is left out: the system's text names directories of this machine. */
    private static AgentOutcome notStarted(ConfiguredCommand chosen) {
        String program = OneLine.of(chosen.command().get(0));
        return broken("the program '" + program + "' of " + chosen.property("command")
                + " cannot be run: it must be in the" + " checkout or in PATH, and executable");
    }

    /** Waits for the orchestrator's interrupt, after which the orchestrator reports the time limit of the step. */
    private static AgentOutcome outOfTime(Deadline deadline) throws InterruptedException {
        Thread.sleep(deadline.remaining().toMillis() + PATIENCE_MILLIS);
        return new Failure(
                "Tests FAILED: the test command was ended, the step's time was over", Failure.Kind.TIMED_OUT);
    }

    private static AgentOutcome broken(String problem) {
        return new Failure("Agent failed: " + problem);
    }

    /** Where the files to test come from. */
    @FunctionalInterface
    interface Checkouts {

        /** A checkout that the caller closes. */
        Checkout open(AgentRequest request) throws WorkspaceException, InterruptedException;
    }
}
