package org.tracehook.viewer;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Sends requests to the function of this process. */
final class FunctionClient {

    /** In seconds: how often to look whether the function that is to reply still runs. */
    private static final long PAUSE = 1;

    /** Without the attempt at HTTP/2, which the mock of Lambda would take. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * The function's reply, however long it takes, also when dev mode replaces all classes meanwhile; a problem when it does
     * not run any more, since then nobody replies.
     *
     * @param response what to make of the reply
     */
    LocalResponse send(HttpRequest request, Function<HttpResponse<byte[]>, LocalResponse> response) {
        CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(request, BodyHandlers.ofByteArray());
        Optional<String> problem = Optional.empty();
        try {
            while (problem.isEmpty()) {
                try {
                    return response.apply(reply.get(PAUSE, TimeUnit.SECONDS));
                } catch (TimeoutException e) {
                    problem = LiveReload.problem();
                }
            }
            reply.cancel(true);
            return LocalResponse.unavailable(problem.get());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LocalResponse.noReply(e);
        } catch (ExecutionException e) {
            return LocalResponse.noReply(e.getCause());
        }
    }
}
