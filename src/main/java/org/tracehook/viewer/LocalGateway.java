package org.tracehook.viewer;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Where dev mode takes requests for the function, on 127.0.0.1: it stands before the mock of Lambda, which listens on every
 * interface.
 *
 * <p>It outlives dev mode's restarts with changed sources, like the mock: a request that comes during one, or sets one off,
 * waits for its reply. All classes are loaded anew then, so that the server, of the JDK's own classes, is kept among the
 * system properties, and each start gives it a new handler.
 */
public final class LocalGateway {

    static final String KEY = LocalGateway.class.getName();
    private static final Logger LOG = Logger.getLogger(LocalGateway.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final String EVERYTHING = "/";

    private final int wanted;
    private final GatewayHandler handler;
    private Optional<HttpServer> server = Optional.empty();

    /** The gateway on that port, 0 for any free one, to that function. */
    public LocalGateway(int port, Receiver function) {
        this.wanted = port;
        this.handler = new GatewayHandler(function);
    }

    /** Begins to take requests, and logs where. A port in use is logged, and is no reason not to start. */
    public void start() {
        try {
            server = Optional.of(serving());
            LOG.infof("Deliver to http://localhost:%d%s", port().orElseThrow(), FunctionAddress.WEBHOOK);
        } catch (IOException e) {
            LOG.errorf(
                    "No request reaches the function, since port %d cannot be had (%s): set tracehook.local-gateway.port "
                            + "(TRACEHOOK_LOCAL_GATEWAY_PORT) to another one, or to 0 for any free one.",
                    wanted, e.getMessage());
        }
    }

    private HttpServer serving() throws IOException {
        HttpServer running = (HttpServer) System.getProperties().get(KEY);
        if (running != null && (wanted == 0 || wanted == running.getAddress().getPort())) {
            running.removeContext(EVERYTHING);
            running.createContext(EVERYTHING, handler);
            return running;
        }
        stop();
        HttpServer started = listen(wanted, handler);
        System.getProperties().put(KEY, started);
        return started;
    }

    /** A server on that port of 127.0.0.1, 0 for any free one, with a thread for each request that is being answered. */
    static HttpServer listen(int port, HttpHandler handler) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getByName(LOOPBACK), port), 0);
        started.createContext(EVERYTHING, handler);
        started.setExecutor(Executors.newCachedThreadPool());
        started.start();
        return started;
    }

    /** The port; empty when it could not be had. */
    public Optional<Integer> port() {
        return server.map(running -> running.getAddress().getPort());
    }

    /** Closes every connection and gives the port back. */
    static void stop() {
        if (System.getProperties().remove(KEY) instanceof HttpServer running) {
            running.stop(0);
        }
    }

    /**
     * The function behind the gateway.
     *
     * @param address where it takes requests
     * @param tokenHeader the header in which a delivery brings a token
     * @param signature the value of {@code X-Hub-Signature} for a body; empty where unsigned deliveries stay unsigned
     */
    public record Receiver(FunctionAddress address, String tokenHeader, Optional<Function<byte[], String>> signature) {}
}
