package org.tracehook.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.delivery.Headers;
import org.tracehook.problem.Problem;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.ExecutionTrace;
import org.tracehook.trace.TraceJson;
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TraceSummary;

/** Reads stored traces for callers with the token that reads. */
public final class TraceQueries {

    private static final Logger LOG = Logger.getLogger(TraceQueries.class.getName());

    private static final Pattern ISSUE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}-[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final Pattern FLAG = Pattern.compile("|true|false");
    /** What the log line begins with when the store fails. */
    private static final String UNREAD = "Traces could not be read";

    private static final int DEFAULT_LIMIT = 10;
    private static final int LARGEST_LIMIT = 100;

    private final TracesAccess access;
    private final TraceStore store;

    /** Reads traces of that store. */
    public TraceQueries(TracesAccess access, TraceStore store) {
        this.access = access;
        this.store = store;
    }

    /** The problem with a text that has not the form of a trace id; empty if it has. */
    static Optional<Problem> noId(String text) {
        return ExecutionTrace.isId(text)
                ? Optional.empty()
                : Optional.of(new Problem(ProblemKind.NOT_FOUND, "The id of a trace is a UUID in lower case."));
    }

    /** The problem when the store fails; {@code what} is the sentence that the log line begins with. */
    static Problem unavailable(String what, RuntimeException failure) {
        LOG.log(Level.SEVERE, failure, () -> what + ": " + failure.getMessage());
        return new Problem(ProblemKind.STORE_UNAVAILABLE, "The store of traces does not answer; the log says why.");
    }

    /** The trace of that id; {@code outputs} is the parameter that asks for those of its steps, null when it is missing. */
    QueryResult one(Headers headers, String id, String outputs) {
        Optional<Problem> problem =
                access.readRefusal(headers).or(() -> noId(id)).or(() -> noFlag(outputs));
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        try {
            Optional<ExecutionTrace> trace = store.get(id);
            if (trace.isEmpty()) {
                return refused(
                        ProblemKind.NOT_FOUND,
                        "No trace of that id is kept; the log has it for as long as its lines are.");
            }
            boolean wantsOutputs = outputs != null && !outputs.equals("false");
            return new Found(trace.stream().toList(), false, wantsOutputs ? store.outputs(id) : Optional.empty());
        } catch (RuntimeException e) {
            return new Refused(unavailable(UNREAD, e));
        }
    }

    private static Optional<Problem> noFlag(String outputs) {
        return outputs == null || FLAG.matcher(outputs).matches()
                ? Optional.empty()
                : Optional.of(new Problem(ProblemKind.INVALID_PARAMETER, "Write ?outputs, or leave it out."));
    }

    /** The traces of that issue that began last, newest first; a missing parameter is null. */
    QueryResult ofIssue(Headers headers, String issue, String limit) {
        Optional<Problem> problem = access.readRefusal(headers);
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        if (issue == null || !ISSUE.matcher(issue).matches()) {
            return refused(ProblemKind.INVALID_PARAMETER, "Name the issue, such as ?issue=PROJ-123.");
        }
        int most = limit(limit);
        if (most < 1 || most > LARGEST_LIMIT) {
            return refused(ProblemKind.INVALID_PARAMETER, "limit must be from 1 to " + LARGEST_LIMIT + ".");
        }
        try {
            return new Found(store.ofIssue(issue, most), true, Optional.empty());
        } catch (RuntimeException e) {
            return new Refused(unavailable(UNREAD, e));
        }
    }

    private static int limit(String text) {
        if (text == null) {
            return DEFAULT_LIMIT;
        }
        return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    }

    private static Refused refused(ProblemKind kind, String detail) {
        return new Refused(new Problem(kind, detail));
    }

    /** The result of a query. */
    sealed interface QueryResult {}

    /**
     * Traces.
     *
     * @param isList whether a list was asked for
     * @param outputs those of the one trace's steps, by the number of the step; empty if they are not asked for
     */
    record Found(List<ExecutionTrace> traces, boolean isList, Optional<String> outputs) implements QueryResult {

        /** The trace as it is in the log, its steps with their outputs, or an array of traces. */
        String json() {
            String documents = traces.stream().map(this::document).collect(Collectors.joining(",\n"));
            return isList ? "[" + documents + "]" : documents;
        }

        private String document(ExecutionTrace trace) {
            if (outputs.isEmpty()) {
                return trace.toJson();
            }
            ObjectNode byStep = TraceJson.object(outputs.get());
            ObjectNode document = TraceJson.tree(trace);
            document.path("steps").forEach(step -> {
                JsonNode ofStep = byStep.path(step.path("step_number").asText());
                if (ofStep.isObject()) {
                    ((ObjectNode) step).set("outputs", ofStep);
                }
            });
            return document.toString();
        }

        /** The summaries, a line between them. */
        String text() {
            return traces.stream().map(TraceSummary::of).collect(Collectors.joining("\n\n---\n\n", "", "\n"));
        }
    }

    /** The query is refused. */
    record Refused(Problem problem) implements QueryResult {}
}
