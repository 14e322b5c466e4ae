package org.tracehook.viewer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.tracehook.problem.ProblemKind;
import org.tracehook.viewer.RecentLines.NumberedLine;

/**
 * Answers the page, and no other page. It has a port of its own, since what goes to the function's port in dev mode passes a
 * mock of Lambda, one request at a time and whole.
 */
final class ViewerHandler implements HttpHandler {

    /** A browser asks for further lines after so many milliseconds: about as long as dev mode takes to start anew. */
    private static final int RETRY = 1000;

    private final Map<String, String> headers;
    private final Map<String, Route> routes;
    private final RecentLines lines;
    private final Viewer.Webhooks webhooks;

    ViewerHandler(Viewer.Content content, Viewer.Webhooks webhooks, Viewer.Traces traces) {
        this.lines = content.lines();
        this.webhooks = webhooks;
        this.headers = Map.of(
                "Cache-Control", "no-store",
                "Content-Security-Policy", content.page().policy(),
                "Cross-Origin-Resource-Policy", "same-origin",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff");
        LocalResponse html =
                LocalResponse.of(200, "text/html; charset=utf-8", content.page().html());
        Replay replay = new Replay(webhooks.function(), webhooks.signature());
        Samples samples = new Samples(webhooks.samples());
        this.routes = Map.of(
                "/", new Route("GET", html::send),
                "/events", new Route("GET", this::stream),
                "/settings", new Route("GET", settings(traces)::send),
                "/samples", new Route("GET", exchange -> samples.all().send(exchange)),
                "/replay", new Route("POST", exchange -> post(exchange, replay::of)),
                "/rerun", new Route("POST", exchange -> post(exchange, traces.rerun()::of)),
                "/dry-run", new Route("POST", exchange -> post(exchange, webhooks.rules()::of)));
    }

    /** What the page asks for once: patterns of links, and whether it may offer to run traces again. */
    private static LocalResponse settings(Viewer.Traces traces) {
        Viewer.Links links = traces.links();
        return LocalResponse.json(JsonNodeFactory.instance
                .objectNode()
                .put("issue_link", links.issue())
                .put("commit_link", links.commit())
                .put("log_link", links.log())
                .put("rerun", traces.rerun().isOffered()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        try {
            respond(exchange);
        } catch (RuntimeException e) {
            LocalResponse.problem(ProblemKind.UNEXPECTED, "The page's server broke: " + e.getMessage() + ".")
                    .send(exchange);
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        int port = exchange.getLocalAddress().getPort();
        Optional<String> foreign = new OriginCheck(port).foreign(exchange.getRequestHeaders());
        Route route = route(exchange.getRequestURI());
        if (foreign.isPresent()) {
            LocalResponse.forbidden("The page answers requests of this machine alone, and " + foreign.get()
                            + ": open http://localhost:" + port + "/")
                    .send(exchange);
        } else if (route == null) {
            LocalResponse.problem(ProblemKind.NOT_FOUND, "There is only the page, at /.")
                    .send(exchange);
        } else if (!route.method().equals(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", route.method());
            LocalResponse.problem(ProblemKind.METHOD_NOT_ALLOWED, "Use " + route.method() + ".")
                    .send(exchange);
        } else {
            route.handler().handle(exchange);
        }
    }

    /** A URL with a server's name in it is none of this server; null for a path that there is not. */
    private Route route(URI uri) {
        return uri.isAbsolute() || uri.getRawPath() == null ? null : routes.get(uri.getRawPath());
    }

    /** Responds with what {@code then} makes of a JSON body. */
    private void post(HttpExchange exchange, Function<byte[], LocalResponse> then) throws IOException {
        InputStream in = exchange.getRequestBody();
        int most = (int) Math.min(webhooks.longest(), Integer.MAX_VALUE - 16);
        byte[] body = in.readNBytes(most + 1);
        // A client that is still sending would not read the response.
        in.transferTo(OutputStream.nullOutputStream());
        LocalResponse response = !isJson(exchange.getRequestHeaders().getFirst("Content-Type"))
                ? LocalResponse.problem(
                        ProblemKind.UNSUPPORTED_TYPE, "Send the body with Content-Type: application/json.")
                : body.length > most ? tooLarge() : then.apply(body);
        response.send(exchange);
    }

    /** No page of another origin can send this type without having asked. */
    private static boolean isJson(String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    private LocalResponse tooLarge() {
        return LocalResponse.problem(
                ProblemKind.TOO_LARGE,
                "The body has more than the " + webhooks.longest()
                        + " bytes of tracehook.webhook.max-body-size (TRACEHOOK_WEBHOOK_MAX_BODY_SIZE).");
    }

    /**
     * Sends the lines as server-sent events (WHATWG HTML, "Server-sent events"): those that are kept after {@code
     * Last-Event-ID}, then every further one. A slow reader misses lines that are not kept any more.
     */
    private void stream(HttpExchange exchange) throws IOException {
        long last = number(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = new BufferedOutputStream(exchange.getResponseBody());
        write(out, "retry: " + RETRY + "\n\n");
        Optional<NumberedLine> next = lines.await(last);
        while (next.isPresent()) {
            last = next.get().number();
            write(out, "id: " + last + "\ndata: " + next.get().text() + "\n\n");
            next = lines.await(last);
        }
    }

    private static void write(OutputStream out, String event) throws IOException {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static long number(String id) {
        try {
            return id == null ? 0 : Long.parseLong(id.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** What answers one path. */
    private record Route(String method, HttpHandler handler) {}
}
