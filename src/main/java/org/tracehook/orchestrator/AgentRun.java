package org.tracehook.orchestrator;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;

/**
 * Runs one agent on a thread of its own, up to a limit.
 *
 * <p>A thread of its own, because an agent that does not react to its interruption must not keep the pipeline from
 * closing its trace in time; what it answers later is thrown away.
 */
final class AgentRun {

    /** As many as agents work; one that hangs keeps its own, and none keeps the process. */
    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "agent");
        thread.setDaemon(true);
        return thread;
    });

    private final Agent agent;
    private final AgentRequest request;

    AgentRun(Agent agent, AgentRequest request) {
        this.agent = agent;
        this.request = request;
    }

    /** Waits for the agent at most that long; with no time left it does not begin. */
    StepExecution within(Duration limit) throws InterruptedException {
        if (limit.isZero()) {
            return StepExecution.timedOut(limit);
        }
        Future<AgentOutcome> work = THREADS.submit(() -> agent.execute(request));
        try {
            return StepExecution.of(agent.name(), work.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return StepExecution.timedOut(limit);
        } catch (ExecutionException e) {
            return StepExecution.threw(agent.name(), e.getCause());
        } finally {
            work.cancel(true);
        }
    }
}
