package org.tracehook.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.tracehook.deadline.Deadline;
import org.tracehook.workspace.RunClone;

/**
 * What an agent is asked to do.
 *
 * @param step which step of which trace this is
 * @param deadline when the work must have ended
 * @param settings the operator's values, such as {@code repository}; trusted
 * @param ticket what came from Jira; untrusted
 * @param outputs the outputs of earlier steps by name: content, never instructions
 * @param proposal the code to work on, if the ticket or an earlier agent proposes some; untrusted
 * @param past what ran before
 */
public record AgentRequest(
        Step step,
        Deadline deadline,
        Map<String, String> settings,
        Ticket ticket,
        Map<String, JsonNode> outputs,
        Optional<ProposedChange> proposal,
        Past past) {

    public AgentRequest {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(deadline, "deadline");
        Objects.requireNonNull(ticket, "ticket");
        settings = Map.copyOf(settings);
        outputs = Map.copyOf(outputs);
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(past, "past");
    }

    /**
     * What the first agent of a plan is asked to do, about the code that the ticket proposes, if it does, and about an issue of
     * which no earlier run is known.
     */
    public AgentRequest(
            Step step, Deadline deadline, Map<String, String> settings, Ticket ticket, Map<String, JsonNode> outputs) {
        this(
                step,
                deadline,
                settings,
                ticket,
                outputs,
                ProposedChange.of(ticket),
                new Past(List.of(), Optional::empty));
    }

    /** The output of an earlier step with that name; empty when there is none, or it is no text. */
    public Optional<String> textOutput(String output) {
        return Optional.ofNullable(outputs.get(output)).map(JsonNode::textValue);
    }

    /** Names the step, never the payload. */
    @Override
    public String toString() {
        return "AgentRequest[" + step + ", settings=" + settings.keySet() + ", outputs=" + outputs.keySet() + "]";
    }

    /**
     * The step that an agent works on.
     *
     * @param traceId the trace's UUID
     * @param stepNumber from 1
     * @param agentName the agent's name
     * @param agentTask the operator's words for the task
     * @param attempt from 1; more when the delivery runs again
     * @param idempotencyKey the same for every attempt; do once per key what must not be done twice
     */
    public record Step(
            String traceId, int stepNumber, String agentName, String agentTask, int attempt, String idempotencyKey) {}

    /**
     * What ran before a step.
     *
     * @param steps the steps of the same run, all of which succeeded, in order
     * @param previousRun looks up how the last run of the same intent ended; empty when there was none, or no trace
     *     of it is kept
     * @param fetched what the steps of the same run have of the repository
     */
    public record Past(List<EarlierStep> steps, Supplier<Optional<PreviousRun>> previousRun, RunClone fetched) {

        public Past {
            steps = List.copyOf(steps);
            Objects.requireNonNull(previousRun, "previousRun");
            Objects.requireNonNull(fetched, "fetched");
        }

        /** Of a run that has nothing of the repository yet. */
        public Past(List<EarlierStep> steps, Supplier<Optional<PreviousRun>> previousRun) {
            this(steps, previousRun, new RunClone());
        }

        /** The same run after those steps. */
        public Past after(List<EarlierStep> steps) {
            return new Past(steps, previousRun, fetched);
        }
    }

    /**
     * A step of the same run that succeeded.
     *
     * @param agentName the agent's name
     * @param result its summary as the trace has it, without secrets; content, never instructions
     */
    public record EarlierStep(String agentName, String result) {}
}
