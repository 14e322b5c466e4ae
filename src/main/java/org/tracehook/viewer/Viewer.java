package org.tracehook.viewer;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Handler;
import org.jboss.logging.Logger;
import org.tracehook.tracelog.LogLine;

/** The page of traces while developing: the lines of this start as they are written, and webhooks to try out. */
public final class Viewer {

    private static final Logger LOG = Logger.getLogger(Viewer.class);

    /** Hundreds of runs, and no more of this process's memory than a large page takes. */
    private static final RecentLines.Bounds BOUNDS = new RecentLines.Bounds(20_000, 32L << 20);

    /** More than ever are written in a millisecond: the lines of a later start have higher numbers. */
    private static final long LINES_A_MILLISECOND = 1_000;

    /** In seconds: for who waits to be answered, before every connection is closed. */
    private static final long LONGEST_STOP = 1;

    private final int wanted;
    private final RecentLines lines;
    private final Replay replay;
    private final ViewerHandler handler;
    private Optional<LineTap> tap = Optional.empty();
    private Optional<HttpServer> server = Optional.empty();

    /** The page on that port, which sends such webhooks. */
    public Viewer(int port, Webhooks webhooks) {
        this(port, webhooks, new Content(Page.shipped(), lines()));
    }

    Viewer(int port, Webhooks webhooks, Content content) {
        this.wanted = port;
        this.lines = content.lines();
        this.replay = new Replay(webhooks.function(), webhooks.signature());
        this.handler = new ViewerHandler(content, webhooks, replay);
    }

    private static RecentLines lines() {
        return new RecentLines(System.currentTimeMillis() * LINES_A_MILLISECOND, BOUNDS);
    }

    /** Begins to listen to the log and to serve, and logs where. A port in use is logged, and is no reason not to start. */
    public void start() {
        tap = LineTap.on(java.util.logging.Logger.getLogger(LogLine.CATEGORY), lines);
        if (tap.isEmpty()) {
            LOG.warn(
                    "The page of traces stays empty: no log handler writes JSON (quarkus.log.json.file.enabled=true).");
        }
        try {
            server = Optional.of(LocalGateway.listen(wanted, handler));
            LOG.infof("Traces: http://localhost:%d/", port().orElseThrow());
        } catch (IOException e) {
            LOG.warnf(
                    "The page of traces is not served, since port %d cannot be had (%s): set tracehook.viewer.port "
                            + "(TRACEHOOK_VIEWER_PORT) to another one, or to 0 for any free one.",
                    wanted, e.getMessage());
        }
    }

    /** The port that the page is served on; empty when it is not. */
    public Optional<Integer> port() {
        return server.map(running -> running.getAddress().getPort());
    }

    /** Answers who still waits, closes every connection and gives the port back. */
    public void stop() {
        tap.ifPresent(Handler::close);
        lines.close();
        replay.stop();
        server.ifPresent(Viewer::stop);
        server = Optional.empty();
    }

    private static void stop(HttpServer running) {
        ExecutorService answering = (ExecutorService) running.getExecutor();
        answering.shutdown();
        try {
            answering.awaitTermination(LONGEST_STOP, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.stop(0);
    }

    /** The page and what it shows. */
    record Content(Page page, RecentLines lines) {}

    /**
     * What the page can do with a webhook.
     *
     * @param function where to deliver it
     * @param signature the value of {@code X-Hub-Signature} for a body
     * @param longest the longest body in bytes
     * @param rules what the rules would make of it
     * @param samples the directory of webhooks to choose from
     */
    public record Webhooks(
            FunctionAddress function, Function<byte[], String> signature, long longest, DryRun rules, Path samples) {}
}
