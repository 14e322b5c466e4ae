package org.tracehook.agent.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentOutcome.Failure;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.OneLine;
import org.tracehook.deadline.Deadline;

/** Runs the operator's test command in a checkout and says what its reports, else its exit code, say. */
public final class TestingAgent implements Agent {

    /** How long the orchestrator's interruption may be late. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final TestSettings settings;
    private final Checkouts checkouts;
    private final Map<String, String> environment;

    /**
     * Makes the agent.
     *
     * @param environment this process' variables, of which the command sees those that the settings allow
     */
    public TestingAgent(TestSettings settings, Checkouts checkouts, Map<String, String> environment) {
        this.settings = settings;
        this.checkouts = checkouts;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public String name() {
        return "testing_agent";
    }

    @Override
    public AgentOutcome execute(AgentRequest request) throws Exception {
        if (settings.command().isEmpty()) {
            return broken("there is no test command: set " + TestSettings.COMMAND
                    + " (TRACEHOOK_TESTING_COMMAND), or bind testing_agent to a remote agent");
        }
        Optional<AgentOutcome> outcome;
        try (Checkout checkout = checkouts.open(request)) {
            outcome = test(checkout, request);
        } catch (CheckoutFailedException e) {
            return broken(e.getMessage());
        }
        return outcome.isPresent() ? outcome.get() : outOfTime(request.deadline());
    }

    /** Empty when the step has no time left. */
    private Optional<AgentOutcome> test(Checkout checkout, AgentRequest request)
            throws IOException, InterruptedException {
        ReportFiles files = new ReportFiles(checkout.directory(), settings.reports());
        files.markOld();
        TimeBudget budget = TimeBudget.of(settings.timeout(), request.deadline());
        TestCommand.Run run;
        try {
            run = command(request).run(checkout.directory(), budget.limit());
        } catch (IOException e) {
            return Optional.of(notStarted());
        }
        throwIfInterrupted();
        if (run.isOutOfTime() && !budget.isConfigured()) {
            return Optional.empty();
        }
        return Optional.of(outcome(run, TestOutputs.of(checkout.commit(), run), budget, files));
    }

    private TestCommand command(AgentRequest request) {
        return new TestCommand(settings.command(), CommandEnvironment.of(settings, environment, request.settings()));
    }

    private AgentOutcome outcome(
            TestCommand.Run run, Map<String, JsonNode> outputs, TimeBudget budget, ReportFiles files)
            throws IOException, InterruptedException {
        TestVerdict verdict = new TestVerdict(run, outputs);
        Optional<AgentOutcome> survivors = verdict.withSurvivors();
        if (survivors.isPresent()) {
            return survivors.get();
        }
        if (run.isOutOfTime()) {
            return verdict.ended(budget);
        }
        return settings.reports().isEmpty() ? verdict.byExitCode() : byReports(verdict, outputs, files);
    }

    private AgentOutcome byReports(TestVerdict verdict, Map<String, JsonNode> outputs, ReportFiles files)
            throws IOException, InterruptedException {
        try {
            Optional<TestTally> tally = new TestReports(files).read();
            tally.map(TestOutputs::of).ifPresent(outputs::putAll);
            return tally.map(verdict::byReports).orElseGet(() -> verdict.withoutReport(settings.reports()));
        } catch (BadReportException e) {
            return verdict.withBadReport(e);
        }
    }

    /** The reason is left out: the system's text names directories of this machine. */
    private AgentOutcome notStarted() {
        return broken("the program '" + OneLine.of(settings.command().get(0)) + "' of " + TestSettings.COMMAND
                + " cannot be run: it must be in the checkout or in PATH, and executable");
    }

    /** The step's time limit is the orchestrator's to report, which interrupts this thread now that all is cleaned up. */
    private static AgentOutcome outOfTime(Deadline deadline) throws InterruptedException {
        Thread.sleep(deadline.remaining().toMillis() + PATIENCE_MILLIS);
        return new Failure("Tests FAILED: the test command was ended, the step's time was over");
    }

    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("while the tests ran");
        }
    }

    private static AgentOutcome broken(String problem) {
        return new Failure("Agent failed: " + problem);
    }
}
