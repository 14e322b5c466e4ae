package org.tracehook.viewer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.logging.Handler;
import org.jboss.logging.Logger;
import org.tracehook.tracelog.LogLine;

/** The page of traces while developing: the lines of this process as they are written, and webhooks to try out. */
public final class Viewer {

    private static final Logger LOG = Logger.getLogger(Viewer.class);

    /** Hundreds of runs, and no more of this process's memory than a large page takes. */
    private static final RecentLines.Bounds BOUNDS = new RecentLines.Bounds(20_000, 32L << 20);

    /** More than ever are written in a millisecond: the lines of a later process have higher numbers. */
    private static final long LINES_A_MILLISECOND = 1_000;

    private final int wanted;
    private final Content content;
    private final LocalServer server = new LocalServer("page", Set.of("/replay", "/rerun")::contains);
    private Optional<Integer> port = Optional.empty();
    private Optional<LineTap> tap = Optional.empty();

    /** The page on that port, 0 for any free one, with the lines of earlier starts. */
    public Viewer(int port) {
        this(port, new Content(Page.shipped(), lines()));
    }

    Viewer(int port, Content content) {
        this.wanted = port;
        this.content = content;
    }

    @SuppressWarnings("unchecked")
    private static RecentLines lines() {
        Object earlier = LiveReload.kept().computeIfAbsent("lines", key -> new TreeMap<Long, String>());
        return new RecentLines(
                (NavigableMap<Long, String>) earlier, System.currentTimeMillis() * LINES_A_MILLISECOND, BOUNDS);
    }

    /** Takes requests, which wait until the function runs. A port in use is logged, and is no reason not to start. */
    public void listen() {
        try {
            port = Optional.of(server.listen(wanted));
        } catch (IOException e) {
            LOG.warnf(
                    "The page of traces is not served at port %d, since it cannot be had (%s): set tracehook.viewer.port "
                            + "(TRACEHOOK_VIEWER_PORT) to another one, or to 0 for any free one.",
                    wanted, e.getMessage());
        }
    }

    /** Begins to listen to the log, serves the page from now on, and logs where. */
    public void start(Webhooks webhooks, Traces traces) {
        tap = LineTap.on(java.util.logging.Logger.getLogger(LogLine.CATEGORY), content.lines());
        if (tap.isEmpty()) {
            LOG.warn(
                    "The page of traces gets no line: no log handler writes JSON (quarkus.log.json.file.enabled=true).");
        }
        server.answer(new ViewerHandler(content, webhooks, traces));
        port.ifPresent(number -> LOG.infof("Traces: http://localhost:%d/", number));
    }

    /** The port that the page is served on; empty when it is not. */
    public Optional<Integer> port() {
        return port;
    }

    /** Listens to the log no longer, and ends every stream of lines: pages ask the next start for further ones. */
    public void stop() {
        tap.ifPresent(Handler::close);
        content.lines().close();
    }

    /** Closes every connection and gives the port back. */
    void close() {
        stop();
        server.stop();
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

    /** What the page can do with a trace. */
    public record Traces(Links links, Rerun rerun) {}

    /**
     * Where a trace leads to: patterns of https URLs; null where nothing says.
     *
     * @param issue with a place {@code {issue_key}}
     * @param commit with a place {@code {commit}}
     * @param log with places {@code {trace_id}}, {@code {issue_key}} and {@code {intent_type}}
     */
    public record Links(String issue, String commit, String log) {}
}
