package org.tracehook.viewer;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Optional;
import org.tracehook.config.Secret;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.StrictJson;
import org.tracehook.problem.ProblemKind;
import org.tracehook.trace.ExecutionTrace;

/** Has the function run the pipeline of a trace again, over HTTP and with its token, which the page never sees. */
public final class Rerun {

    private static final StrictJson BODY = new StrictJson("The body", 2);

    private final FunctionClient client = new FunctionClient();
    private final FunctionAddress function;
    private final Optional<Secret> token;

    /** Asks that function with that token; without one nothing can be run again. */
    public Rerun(FunctionAddress function, Optional<Secret> token) {
        this.function = function;
        this.token = token;
    }

    /** Whether traces can be run again. */
    boolean isOffered() {
        return token.isPresent();
    }

    /** The function's reply about the trace that the body {@code {"trace_id":"…"}} names, however long it takes. */
    LocalResponse of(byte[] body) {
        if (token.isEmpty()) {
            return LocalResponse.problem(
                    ProblemKind.NOT_FOUND,
                    "To run traces again, set tracehook.traces.rerun-token (TRACEHOOK_TRACES_RERUN_TOKEN).");
        }
        Optional<String> traceId = traceId(body);
        return traceId.isPresent()
                ? client.send(request(traceId.get(), token.get()), Replay::response)
                : LocalResponse.problem(
                        ProblemKind.MALFORMED, "Send {\"trace_id\":\"…\"} with the id of a trace, a UUID.");
    }

    private static Optional<String> traceId(byte[] body) {
        try {
            return Optional.ofNullable(BODY.object(body).path("trace_id").textValue())
                    .filter(ExecutionTrace::isId);
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
    }

    private HttpRequest request(String traceId, Secret token) {
        return HttpRequest.newBuilder(function.uri("/traces/" + traceId + "/rerun"))
                .header("Authorization", "Bearer " + token.text())
                .POST(BodyPublishers.noBody())
                .build();
    }
}
