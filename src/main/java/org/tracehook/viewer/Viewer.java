package org.tracehook.viewer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.logging.Handler;
import org.jboss.logging.Logger;
import org.tracehook.tracelog.LogLine;
import org.tracehook.viewer.ViewerServer.Endpoint;

/** The page of traces while developing: the lines of this start as they are written, and webhooks to try out. */
public final class Viewer {

    private static final Logger LOG = Logger.getLogger(Viewer.class);

    /** Hundreds of runs, and no more of this process's memory than a large page takes. */
    private static final RecentLines.Bounds BOUNDS = new RecentLines.Bounds(20_000, 32L << 20);

    /** More than ever are written in a millisecond: the lines of a later start have higher numbers. */
    private static final long LINES_A_MILLISECOND = 1_000;

    private static final long LONGEST_STOP = 5;

    private final Vertx vertx;
    private final Webhooks webhooks;
    private final RecentLines lines;
    private final Replay replay;
    private final ViewerServer server;
    private final int wanted;
    private Optional<LineTap> tap = Optional.empty();
    private Future<Integer> port = Future.failedFuture("not started");

    /** The page on that port, which sends such webhooks. */
    public Viewer(Vertx vertx, int port, Webhooks webhooks) {
        this(vertx, port, webhooks, new Content(Page.shipped(), lines()));
    }

    Viewer(Vertx vertx, int port, Webhooks webhooks, Content content) {
        this.vertx = vertx;
        this.lines = content.lines();
        this.webhooks = webhooks;
        this.wanted = port;
        this.replay = new Replay(vertx, webhooks.function(), webhooks.signature());
        this.server = new ViewerServer(
                vertx, wanted, endpoints(content.page()), content.page().policy());
    }

    private static RecentLines lines() {
        return new RecentLines(System.currentTimeMillis() * LINES_A_MILLISECOND, BOUNDS);
    }

    private Map<String, Endpoint> endpoints(Page page) {
        Answer html = new Answer(200, "text/html; charset=utf-8", page.html());
        JsonPost posts = new JsonPost(webhooks.longest());
        Samples samples = new Samples(webhooks.samples());
        return Map.of(
                "/", Endpoint.answering(HttpMethod.GET, request -> Future.succeededFuture(html)),
                "/events", new Endpoint(HttpMethod.GET, this::stream),
                "/samples", Endpoint.answering(HttpMethod.GET, request -> vertx.executeBlocking(samples::all, false)),
                "/replay", Endpoint.answering(HttpMethod.POST, request -> posts.answer(request, replay::of)),
                "/dry-run", Endpoint.answering(HttpMethod.POST, request -> posts.answer(request, this::dryRun)));
    }

    private void stream(HttpServerRequest request) {
        EventStream.open(request, lines, vertx.getOrCreateContext());
    }

    private Future<Answer> dryRun(byte[] body) {
        return vertx.executeBlocking(() -> webhooks.rules().of(body), false);
    }

    /** Begins to listen to the log and to serve, and says where. A port in use is said, and is no reason not to start. */
    public void start() {
        tap = LineTap.on(java.util.logging.Logger.getLogger(LogLine.CATEGORY), lines);
        if (tap.isEmpty()) {
            LOG.warn(
                    "The page of traces stays empty: no log handler writes JSON (quarkus.log.json.file.enabled=true).");
        }
        port = server.start()
                .onSuccess(number -> LOG.infof("Traces: http://localhost:%d/", number))
                .onFailure(why -> LOG.warnf(
                        "The page of traces is not served, since port %d cannot be had (%s): set tracehook.viewer.port "
                                + "(TRACEHOOK_VIEWER_PORT) to another one, or to 0 for any free one.",
                        wanted, why.getMessage()));
        await(port.mapEmpty());
    }

    /** The port that the page is served on; empty when it is not. */
    public Optional<Integer> port() {
        return Optional.ofNullable(port.result());
    }

    /** Answers who still waits, closes every connection and gives the port back. */
    public void stop() {
        tap.ifPresent(Handler::close);
        replay.stop();
        await(server.stop());
    }

    /** How that ended is said elsewhere. */
    private static void await(Future<?> future) {
        try {
            future.otherwiseEmpty().toCompletionStage().toCompletableFuture().get(LONGEST_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The server of the page of traces neither started nor stopped", e);
        }
    }

    /** The page and what it shows. */
    record Content(Page page, RecentLines lines) {}

    /**
     * What the page can do with a webhook.
     *
     * @param function where to deliver it
     * @param signature the value of {@code X-Hub-Signature} for a body
     * @param longest the longest body in bytes
     * @param rules what they say of it
     * @param samples the directory of webhooks to choose from
     */
    public record Webhooks(
            FunctionAddress function, Function<byte[], String> signature, long longest, DryRun rules, Path samples) {}
}
