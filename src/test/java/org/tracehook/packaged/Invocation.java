package org.tracehook.packaged;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One event on its way through {@link LambdaRuntimeApi}.
 *
 * @param id Lambda's request id
 * @param event what the function gets, JSON
 * @param limit the function's time limit; like Lambda's it counts from the hand-over
 * @param answer always completes, at the latest by its limits: with a {@link java.util.concurrent.TimeoutException} past
 *     them, with an {@link IllegalStateException} when the function's process ends first
 */
record Invocation(String id, byte[] event, Duration limit, CompletableFuture<Answer> answer) {

    /** How long a function may take to its first poll; Lambda allows 10 s, build machines are slower. */
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private static final String FUNCTION_ARN = "arn:aws:lambda:eu-west-1:123456789012:function:tracehook";
    static final String XRAY_TRACE_ID = "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0";

    /** An event that waits for the function to poll. */
    static Invocation queued(byte[] event, Duration limit) {
        Invocation invocation =
                new Invocation(UUID.randomUUID().toString(), event.clone(), limit, new CompletableFuture<>());
        invocation.answerWithin(START_LIMIT.plus(limit));
        return invocation;
    }

    /** Answers the poll with the event, from which moment the function's own time limit counts. */
    void handOver(JsonExchange poll) throws IOException {
        answerWithin(limit);
        poll.header("Lambda-Runtime-Aws-Request-Id", id);
        poll.header(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(Instant.now().plus(limit).toEpochMilli()));
        poll.header("Lambda-Runtime-Invoked-Function-Arn", FUNCTION_ARN);
        poll.header("Lambda-Runtime-Trace-Id", XRAY_TRACE_ID);
        poll.reply(200, event);
    }

    private void answerWithin(Duration time) {
        answer.orTimeout(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}
