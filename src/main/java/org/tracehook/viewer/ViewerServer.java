package org.tracehook.viewer;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tracehook.problem.ProblemKind;

/**
 * An HTTP server for the page alone. It has a port of its own, since what goes to the function's port in dev mode passes
 * a mock of Lambda, one request at a time and whole; and it answers no other page.
 */
final class ViewerServer {

    private static final String LOOPBACK = "127.0.0.1";

    private final HttpServer server;
    private final Map<String, Endpoint> endpoints;
    private final Map<String, String> headers;

    /** A server of those endpoints, by their paths. */
    ViewerServer(Vertx vertx, int port, Map<String, Endpoint> endpoints, String contentSecurityPolicy) {
        this.endpoints = Map.copyOf(endpoints);
        this.headers = Map.of(
                "Cache-Control", "no-store",
                "Content-Security-Policy", contentSecurityPolicy,
                "Cross-Origin-Resource-Policy", "same-origin",
                "Referrer-Policy", "no-referrer",
                "X-Content-Type-Options", "nosniff");
        HttpServerOptions options = new HttpServerOptions()
                .setHost(LOOPBACK)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true);
        this.server = vertx.createHttpServer(options).requestHandler(this::handle);
    }

    /** Begins to listen; the port. */
    Future<Integer> start() {
        return server.listen().map(HttpServer::actualPort);
    }

    /** Closes every connection and gives the port back. */
    Future<Void> stop() {
        return server.close();
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        headers.forEach(response::putHeader);
        int port = request.localAddress().port();
        Optional<String> foreign = new OriginCheck(port).foreign(request.headers()::getAll);
        Endpoint endpoint = endpoints.get(path(request.uri()));
        if (foreign.isPresent()) {
            end(
                    response,
                    Answer.forbidden("The page answers requests of this machine alone, and " + foreign.get()
                            + ": open http://localhost:" + port + "/"));
        } else if (endpoint == null) {
            end(response, Answer.problem(ProblemKind.NOT_FOUND, "There is only the page, at /."));
        } else if (!endpoint.method().equals(request.method())) {
            response.putHeader("Allow", endpoint.method().name());
            end(response, Answer.problem(ProblemKind.METHOD_NOT_ALLOWED, "Use " + endpoint.method() + "."));
        } else {
            endpoint.handler().accept(request);
        }
    }

    /** The path of a URL on this server: Vert.x takes one with another server's name for the same. */
    private static String path(String uri) {
        return uri.split("\\?", 2)[0];
    }

    private static void end(HttpServerResponse response, Answer answer) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(answer.status())
                    .putHeader("Content-Type", answer.mediaType())
                    .end(answer.body());
        }
    }

    /**
     * What is behind a path.
     *
     * @param handler ends the response, at once or later
     */
    record Endpoint(HttpMethod method, Consumer<HttpServerRequest> handler) {

        /** One answer to each request. */
        static Endpoint answering(HttpMethod method, Function<HttpServerRequest, Future<Answer>> answer) {
            return new Endpoint(method, request -> answer.apply(request)
                    .otherwise(why -> Answer.problem(
                            ProblemKind.UNEXPECTED, "The page's server broke: " + why.getMessage() + "."))
                    .onSuccess(done -> end(request.response(), done)));
        }
    }
}
