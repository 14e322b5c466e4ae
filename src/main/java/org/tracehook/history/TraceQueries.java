package org.tracehook.history;

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
import org.tracehook.trace.TraceStore;
import org.tracehook.trace.TraceSummary;

/** Reads stored traces for callers with the token that reads. */
public final class TraceQueries {

    private static final Logger LOG = Logger.getLogger(TraceQueries.class.getName());

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern ISSUE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,254}-[0-9]{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,3}");
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
        return ID.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(new Problem(ProblemKind.NOT_FOUND, "The id of a trace is a UUID in lower case."));
    }

    /** The problem when the store fails; {@code what} is the sentence that the log line begins with. */
    static Problem unavailable(String what, RuntimeException failure) {
        LOG.log(Level.SEVERE, failure, () -> what + ": " + failure.getMessage());
        return new Problem(ProblemKind.STORE_UNAVAILABLE, "The store of traces does not answer; the log says why.");
    }

    /** The trace of that id. */
    QueryResult one(Headers headers, String id) {
        Optional<Problem> problem = access.readRefusal(headers).or(() -> noId(id));
        if (problem.isPresent()) {
            return new Refused(problem.get());
        }
        try {
            Optional<ExecutionTrace> trace = store.get(id);
            return trace.isPresent()
                    ? new Found(List.of(trace.get()), false)
                    : refused(
                            ProblemKind.NOT_FOUND,
                            "No trace of that id is kept; the log has it for as long as its lines are.");
        } catch (RuntimeException e) {
            return new Refused(unavailable(UNREAD, e));
        }
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
            return new Found(store.ofIssue(issue, most), true);
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
     */
    record Found(List<ExecutionTrace> traces, boolean isList) implements QueryResult {

        /** The trace as it is in the log, or an array of such. */
        String json() {
            String documents = traces.stream().map(ExecutionTrace::toJson).collect(Collectors.joining(",\n"));
            return isList ? "[" + documents + "]" : documents;
        }

        /** The summaries, a line between them. */
        String text() {
            return traces.stream().map(TraceSummary::of).collect(Collectors.joining("\n\n---\n\n", "", "\n"));
        }
    }

    /** The query is refused. */
    record Refused(Problem problem) implements QueryResult {}
}
