package org.tracehook.viewer;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The lines as server-sent events (WHATWG HTML, "Server-sent events"), to one reader.
 *
 * <p>Lines are taken as fast as the reader takes them: one that is slow costs nothing but its place, and misses what is
 * not kept any more.
 */
final class EventStream {

    /** A browser asks again after so many milliseconds: about as long as dev mode takes to start anew. */
    private static final int RETRY = 1000;

    private final RecentLines lines;
    private final HttpServerResponse response;
    private final Context context;
    private final AtomicBoolean told = new AtomicBoolean();
    private long last;

    private EventStream(RecentLines lines, HttpServerResponse response, Context context, long last) {
        this.lines = lines;
        this.response = response;
        this.context = context;
        this.last = last;
    }

    /** Answers with what is kept, from the line after that of {@code Last-Event-ID}, and with every further line. */
    static void open(HttpServerRequest request, RecentLines lines, Context context) {
        long last = number(request.getHeader("Last-Event-ID"));
        new EventStream(lines, request.response(), context, last).begin();
    }

    private static long number(String id) {
        try {
            return id == null ? 0 : Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void begin() {
        Runnable reader = this::tell;
        response.putHeader("Content-Type", "text/event-stream").setChunked(true);
        response.closeHandler(closed -> lines.remove(reader));
        response.drainHandler(drained -> write());
        response.write("retry: " + RETRY + "\n\n");
        lines.add(reader);
        write();
    }

    /** Called by whoever writes a line, for each: the work is done on the connection's own thread. */
    private void tell() {
        if (told.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                told.set(false);
                write();
            });
        }
    }

    private void write() {
        while (!response.closed() && !response.writeQueueFull()) {
            Optional<RecentLines.Line> next = lines.after(last);
            if (next.isEmpty()) {
                return;
            }
            last = next.get().number();
            response.write("id: " + last + "\ndata: " + next.get().text() + "\n\n");
        }
    }
}
