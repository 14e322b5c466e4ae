package org.tracehook.viewer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * A server of dev mode on 127.0.0.1, which outlives restarts: a request that comes during one, or sets one off, is answered
 * by the new classes. While the function does not run, every request is told why.
 *
 * <p>The server is kept under a name, and so is the handler of the last start, which answers.
 */
final class LocalServer {

    private static final String LOOPBACK = "127.0.0.1";

    private final String name;
    private final Predicate<String> toFunction;

    /**
     * The server of that name.
     *
     * @param toFunction which paths have the function run
     */
    LocalServer(String name, Predicate<String> toFunction) {
        this.name = name;
        this.toFunction = toFunction;
    }

    /**
     * Takes requests on that port, 0 for any free one, with a thread for each that is being answered.
     *
     * @return the port
     * @throws IOException if the port cannot be had; a server of an earlier start stays where it is
     */
    int listen(int port) throws IOException {
        HttpServer running = server();
        if (running == null || (port != 0 && port != running.getAddress().getPort())) {
            HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 0);
            started.createContext("/", this::handle);
            started.setExecutor(Executors.newCachedThreadPool());
            started.start();
            stop();
            LiveReload.kept().put(name, started);
        }
        return server().getAddress().getPort();
    }

    private HttpServer server() {
        return (HttpServer) LiveReload.kept().get(name);
    }

    /** From now on this handler answers. */
    void answer(HttpHandler handler) {
        LiveReload.kept().put(handlerName(), handler);
    }

    private String handlerName() {
        return name + " handler";
    }

    /** Closes every connection and gives the port back. */
    void stop() {
        if (LiveReload.kept().remove(name) instanceof HttpServer running) {
            running.stop(0);
        }
    }

    /** A page that stays open asks for further lines again and again: that sets off no restart. */
    private void handle(HttpExchange exchange) throws IOException {
        HttpHandler last = last();
        try {
            if (last != null && accepts(exchange, "text/event-stream")) {
                last.handle(exchange);
            } else if (toFunction.test(exchange.getRequestURI().getPath())) {
                LiveReload.enter();
                try {
                    respond(exchange);
                } finally {
                    LiveReload.leave();
                }
            } else {
                LiveReload.look();
                respond(exchange);
            }
        } finally {
            exchange.close();
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        Optional<String> problem = LiveReload.problem();
        if (problem.isPresent()) {
            stopped(exchange, problem.get()).send(exchange);
        } else {
            last().handle(exchange);
        }
    }

    /** The handler of the last start, null before the first; its classes are this thread's from now on. */
    private HttpHandler last() {
        HttpHandler last = (HttpHandler) LiveReload.kept().get(handlerName());
        if (last != null) {
            Thread.currentThread().setContextClassLoader(last.getClass().getClassLoader());
        }
        return last;
    }

    private static LocalResponse stopped(HttpExchange exchange, String problem) throws IOException {
        // A client that is still sending would not read the response.
        exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
        OriginCheck check = new OriginCheck(exchange.getLocalAddress().getPort());
        if (check.foreign(exchange.getRequestHeaders()).isPresent()) {
            return LocalResponse.unavailable("The function does not run now.");
        }
        String detail = problem + "\n\nCorrect it and send the request again: dev mode uses the changed file.";
        return accepts(exchange, "text/html")
                ? LocalResponse.of(503, "text/plain; charset=utf-8", detail)
                : LocalResponse.unavailable(detail);
    }

    private static boolean accepts(HttpExchange exchange, String mediaType) {
        return exchange.getRequestHeaders().getOrDefault("Accept", List.of()).stream()
                .anyMatch(accepted -> accepted.contains(mediaType));
    }
}
