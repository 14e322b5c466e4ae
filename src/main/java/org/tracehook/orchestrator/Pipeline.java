package org.tracehook.orchestrator;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.AgentRequest.EarlierStep;
import org.tracehook.agent.AgentRequest.Past;
import org.tracehook.agent.PreviousRun;
import org.tracehook.agent.Ticket;
import org.tracehook.agent.TicketFields;
import org.tracehook.deadline.Deadline;
import org.tracehook.http.WebAddress;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.orchestrator.PipelineResult.PipelineOutcome;
import org.tracehook.trace.ExecutionTrace;

/** One run of a plan: its steps in order, and how it ends. */
final class Pipeline {

    /** The output in which an agent says where a pull request is; only a page of the repository's host counts. */
    static final String PULL_REQUEST = "pull_request_url";

    /** As many as agents work; one that hangs keeps its own, and none keeps the process. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "agent");
        thread.setDaemon(true);
        return thread;
    });

    private final PipelineRequest request;
    private final RecordedTrace trace;
    private final TicketFields fields;
    private final StepOutputs outputs;

    /** As the first step has it. */
    private final Past past = new Past(List.of(), this::previousRun);

    Pipeline(PipelineRequest request, RecordedTrace trace) {
        this.request = request;
        this.trace = trace;
        this.outputs = new StepOutputs(request.intent().codeFrom());
        this.fields = new TicketFields(
                request.intent().fields(),
                request.background().ticketFields(),
                request.background().jira());
    }

    PipelineResult run(ExecutionPlan plan, Map<String, Agent> agents) {
        try {
            for (AgentTask task : plan.tasks()) {
                StepExecution step = step(task, agents);
                if (!step.succeeded()) {
                    return ended(PipelineOutcome.PARTIAL, step.finalError());
                }
            }
            return ended(PipelineOutcome.SUCCESS, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return broken(e);
        } catch (RuntimeException | Error e) {
            return broken(e);
        }
    }

    PipelineResult refused(String why) {
        return ended(PipelineOutcome.REFUSED, why);
    }

    PipelineResult broken(Throwable cause) {
        String error = "Orchestration error: " + StepExecution.message(cause);
        return ended(trace.hasSteps() ? PipelineOutcome.PARTIAL : PipelineOutcome.BROKEN, error);
    }

    private StepExecution step(AgentTask task, Map<String, Agent> agents) throws InterruptedException {
        Agent agent = Optional.ofNullable(agents.get(task.agent()))
                .orElseThrow(() -> new IllegalStateException("there is no agent named '" + task.agent() + "'"));
        Duration limit = request.deadline().cut(task.timeout());
        AgentRequest work = workFor(task, Deadline.in(limit));
        trace.stepStarted(task);
        StepExecution step = execute(agent, work, limit);
        trace.stepCompleted(step.outcome());
        outputs.add(task.agent(), step.outputs());
        return step;
    }

    /**
     * Waits for the agent at most that long; with no time left it does not begin.
     *
     * <p>It has a thread of its own: an agent that does not react to its interruption must not keep the pipeline from
     * closing its trace in time. A late answer is thrown away.
     */
    private static StepExecution execute(Agent agent, AgentRequest work, Duration limit) throws InterruptedException {
        if (limit.isZero()) {
            return StepExecution.timedOut(limit);
        }
        Future<StepExecution> step = THREADS.submit(() -> StepExecution.of(agent, agent.execute(work)));
        try {
            return step.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return StepExecution.timedOut(limit);
        } catch (ExecutionException e) {
            return StepExecution.threw(agent.name(), e.getCause());
        } finally {
            step.cancel(true);
        }
    }

    private AgentRequest workFor(AgentTask task, Deadline deadline) {
        var intent = request.intent();
        Ticket ticket = new Ticket(intent.issueKey(), intent.issueStatus(), intent.context(), fields);
        return new AgentRequest(
                numbered(task),
                deadline,
                intent.settings(),
                ticket,
                outputs.all(),
                outputs.proposal(ticket),
                past.after(earlierSteps()));
    }

    private List<EarlierStep> earlierSteps() {
        return trace.snapshot().steps().stream()
                .map(step -> new EarlierStep(step.agentName(), step.outputSummary()))
                .toList();
    }

    private Optional<PreviousRun> previousRun() {
        return request.background()
                .previous()
                .get()
                .map(last -> new PreviousRun(last.traceId(), lastAgent(last), last.finalError()));
    }

    /** Null when no step began. */
    private static String lastAgent(ExecutionTrace trace) {
        return trace.steps().isEmpty()
                ? null
                : trace.steps().get(trace.steps().size() - 1).agentName();
    }

    private AgentRequest.Step numbered(AgentTask task) {
        int number = trace.snapshot().nextStepNumber();
        return new AgentRequest.Step(
                trace.snapshot().traceId(),
                number,
                task.agent(),
                task.task(),
                request.run().attempt(),
                request.run().idempotencyKey(number));
    }

    private PipelineResult ended(PipelineOutcome outcome, String error) {
        var closed = trace.complete(outcome.status(), error);
        String repository = request.intent().settings().getOrDefault("repository", "");
        String pullRequest = Optional.ofNullable(outputs.all().get(PULL_REQUEST))
                .map(JsonNode::textValue)
                .filter(url -> WebAddress.isPageOfHost(url, repository))
                .orElse(null);
        return new PipelineResult(outcome, outputs.finalCommit(), pullRequest, closed);
    }
}
