package org.tracehook.viewer;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Where dev mode takes requests for the function, on 127.0.0.1: it stands before the mock of Lambda, which listens on every
 * interface.
 */
public final class LocalGateway {

    private static final Logger LOG = Logger.getLogger(LocalGateway.class);

    private final int wanted;
    private final LocalServer server = new LocalServer("gateway", path -> true);
    private Optional<Integer> port = Optional.empty();

    /** The gateway on that port, 0 for any free one. */
    public LocalGateway(int port) {
        this.wanted = port;
    }

    /** Takes requests, which wait until the function runs. A port in use is logged, and is no reason not to start. */
    public void listen() {
        try {
            port = Optional.of(server.listen(wanted));
        } catch (IOException e) {
            LOG.errorf(
                    "No request reaches the function at port %d, since it cannot be had (%s): set "
                            + "tracehook.local-gateway.port (TRACEHOOK_LOCAL_GATEWAY_PORT) to another one, or to 0 for any "
                            + "free one.",
                    wanted, e.getMessage());
        }
    }

    /** Hands requests on to that function from now on, and logs where to deliver. */
    public void start(Receiver function) {
        server.answer(new GatewayHandler(function));
        port.ifPresent(number -> LOG.infof("Deliver to http://localhost:%d%s", number, FunctionAddress.WEBHOOK));
    }

    /** The port; empty when it could not be had. */
    public Optional<Integer> port() {
        return port;
    }

    /** Closes every connection and gives the port back. */
    void stop() {
        server.stop();
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
