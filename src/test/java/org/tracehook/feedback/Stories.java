package org.tracehook.feedback;

import java.time.Instant;
import java.util.List;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.trace.Clocks;
import org.tracehook.trace.ExecutionStep;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.StepOutcome;
import org.tracehook.trace.TriggerInfo;
import org.tracehook.trace.TriggerSource;

/** Stories as they happen. */
final class Stories {

    static final String ID = "2289219a-a8c4-4012-be7d-489185977869";
    static final String LOGS = "https://logs.example/?trace=" + ID;
    private static final String PLAN = "development_agent → code_review_agent → testing_agent";
    private static final TriggerInfo TRIGGER =
            new TriggerInfo(TriggerSource.JIRA_WEBHOOK, "PROJ-123", "In Progress", "development_flow", Clocks.START);

    private Stories() {}

    /** A review that blocks. */
    static CommentContent blocked() {
        String error = "Code review BLOCKED: src/app.py line 1: no-eval: eval(x) runs what it is given";
        ExecutionTrace trace = begun().add(developed())
                .add(step(2, "code_review_agent", "Review code changes and provide feedback")
                        .ended(StepOutcome.blocked(error), after(2_147)));
        return new CommentContent(trace.complete(PipelineStatus.PARTIAL, error, after(2_150)), LOGS);
    }

    /** Everything went well. */
    static CommentContent succeeded() {
        ExecutionTrace trace = begun().add(developed())
                .add(step(2, "testing_agent", "Run tests")
                        .ended(StepOutcome.success("Status: PASS, Tests: 5/5"), after(75_000)));
        return new CommentContent(trace.complete(PipelineStatus.SUCCESS, null, after(76_000)), null);
    }

    /** An agent works. */
    static CommentContent running() {
        return new CommentContent(begun().add(developed()).add(step(2, "testing_agent", "Run tests")), LOGS);
    }

    /** Nothing ever began. */
    static CommentContent refused() {
        ExecutionTrace trace = ExecutionTrace.started(ID, TRIGGER, null, Clocks.START);
        String error = "Unknown intent type: 'x'. Available: development_flow, review_code";
        return new CommentContent(trace.complete(PipelineStatus.FAILED, error, after(1)), LOGS);
    }

    static List<CommentContent> all() {
        return List.of(blocked(), succeeded(), running(), refused());
    }

    private static ExecutionTrace begun() {
        return ExecutionTrace.started(ID, TRIGGER, PLAN, Clocks.START);
    }

    private static ExecutionStep developed() {
        return step(1, "development_agent", "Create or update code files, commit, and push")
                .ended(StepOutcome.success("Committed 1a2b3c4 to proj-123-add-a-back-button"), after(840));
    }

    private static ExecutionStep step(int number, String agent, String task) {
        return ExecutionStep.started(number, agent, task, Clocks.START);
    }

    private static Instant after(long millis) {
        return Clocks.START.plusMillis(millis);
    }
}
