package org.tracehook.delivery;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.tracehook.feedback.Report;
import org.tracehook.intent.Verdict;
import org.tracehook.problem.Problem;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.PipelineStatus;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceSummary;

/** The reply to the sender of a delivery. */
public sealed interface Reply {

    /** The HTTP status code. */
    int status();

    /** The document to be written as JSON. */
    Record body();

    /** The document as JSON. */
    default String json() {
        return TraceJson.write(body());
    }

    /** The media type of the document. */
    default String mediaType() {
        return "application/json";
    }

    /** The reply as the endpoints send it. */
    default Response response() {
        Response.ResponseBuilder response =
                Response.status(status()).type(mediaType()).entity(json());
        traceId().ifPresent(id -> response.header("X-Trace-Id", id));
        return response.build();
    }

    /** The trace that the reply is about, if it is about one. */
    default Optional<String> traceId() {
        return Optional.empty();
    }

    /** A pipeline ran. The ledger keeps the JSON that the sender gets, so it is made once. */
    record Traced(int status, Trace body, String json) implements Reply {

        public Traced(int status, Trace body) {
            this(status, body, TraceJson.write(body));
        }

        @Override
        public Optional<String> traceId() {
            return Optional.of(body.traceId());
        }
    }

    /** The delivery ran nothing. */
    record NotRun(Ignored body) implements Reply {
        @Override
        public int status() {
            return 200;
        }
    }

    /** The delivery was refused. */
    record Refused(Problem problem) implements Reply {
        @Override
        public int status() {
            return problem.kind().status();
        }

        @Override
        public Problem.Document body() {
            return problem.document();
        }

        @Override
        public String mediaType() {
            return Problem.MEDIA_TYPE;
        }
    }

    /**
     * The reply about a trace.
     *
     * @param traceId the trace's UUID
     * @param pipelineStatus how the pipeline ended
     * @param intentType the intent asked for
     * @param issueKey the issue; null when unknown
     * @param summary the trace in words, several lines
     * @param finalCommit the commit that the run made, or found where nothing was to be changed; null when there is none
     * @param pullRequestUrl of the pull request that the run opened or found; null when there is none
     * @param error why the pipeline stopped; null when it did not
     * @param duplicate true when the delivery is a duplicate, whose trace is the first one's; else null
     * @param retryOf the trace of the delivery's last run, if that crashed or is to be tried again; else null
     * @param feedback what was written to Jira; null when nothing was to be written
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Trace(
            String traceId,
            String pipelineStatus,
            String intentType,
            String issueKey,
            String summary,
            String finalCommit,
            String pullRequestUrl,
            String error,
            Boolean duplicate,
            String retryOf,
            Report feedback) {

        /** Whether the run has not ended yet. */
        @JsonIgnore
        public boolean isRunning() {
            return PipelineStatus.RUNNING.name().equals(pipelineStatus);
        }

        /** The reply to a duplicate of the delivery. */
        public Trace asDuplicate() {
            return new Trace(
                    traceId,
                    pipelineStatus,
                    intentType,
                    issueKey,
                    summary,
                    finalCommit,
                    pullRequestUrl,
                    error,
                    true,
                    retryOf,
                    feedback);
        }

        /** The reply before the pipeline has ended; {@code retryOf} is the trace of the delivery's last run, or null. */
        public static Trace running(ExecutionTrace begun, String retryOf) {
            return new Trace(
                    begun.traceId(),
                    begun.pipelineStatus().name(),
                    begun.intentType(),
                    begun.trigger().issueKey(),
                    TraceSummary.of(begun),
                    null,
                    null,
                    null,
                    null,
                    retryOf,
                    null);
        }
    }

    /**
     * The reply about a delivery that ran nothing.
     *
     * @param ignored always true
     * @param reasons why, one for every rule asked
     */
    record Ignored(boolean ignored, List<Verdict> reasons) {

        Ignored(List<Verdict> reasons) {
            this(true, List.copyOf(reasons));
        }
    }
}
