package org.tracehook.viewer;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.tracehook.problem.ProblemKind;

/**
 * Requests that carry a webhook.
 *
 * @param longest the longest body in bytes, as for deliveries
 */
record JsonPost(long longest) {

    /** What {@code then} makes of the body, or why it does not get it. */
    Future<Answer> answer(HttpServerRequest request, Function<byte[], Future<Answer>> then) {
        if (!isJson(request.getHeader("Content-Type"))) {
            return Future.succeededFuture(
                    Answer.problem(ProblemKind.UNSUPPORTED_TYPE, "Send the body with Content-Type: application/json."));
        }
        return body(request).compose(body -> body.map(bytes -> then.apply(bytes.getBytes()))
                .orElseGet(() -> Future.succeededFuture(tooLarge())));
    }

    /** No page of another origin can send this type without having asked. */
    private static boolean isJson(String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** The body; empty as soon as it is too long, and what comes of it after that is thrown away. */
    private Future<Optional<Buffer>> body(HttpServerRequest request) {
        Promise<Optional<Buffer>> body = Promise.promise();
        Buffer read = Buffer.buffer();
        request.handler(part -> {
            if (read.length() + (long) part.length() > longest) {
                body.tryComplete(Optional.empty());
            } else {
                read.appendBuffer(part);
            }
        });
        request.exceptionHandler(body::tryFail);
        request.endHandler(end -> body.tryComplete(Optional.of(read)));
        return body.future();
    }

    private Answer tooLarge() {
        return Answer.problem(
                ProblemKind.TOO_LARGE,
                "The body has more than the " + longest
                        + " bytes of tracehook.webhook.max-body-size (TRACEHOOK_WEBHOOK_MAX_BODY_SIZE).");
    }
}
