package org.tracehook.viewer;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;

/**
 * The ports of this machine that dev mode serves on, each from 0, which stands for any free one, to 65535.
 *
 * @param page of the page of traces
 * @param gateway of the local gateway
 */
public record Ports(int page, int gateway) {

    private static final int DEFAULT_PAGE = 8090;
    private static final int DEFAULT_GATEWAY = 8080;
    private static final int LARGEST = 65_535;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");

    /** The configured ports; a fault gives the default. */
    public static Ports from(ViewerConfig viewer, LocalGatewayConfig gateway, Consumer<Fault> faults) {
        return new Ports(
                port("tracehook.viewer.port", viewer.port(), DEFAULT_PAGE, faults),
                port("tracehook.local-gateway.port", gateway.port(), DEFAULT_GATEWAY, faults));
    }

    private static int port(String property, Optional<String> configured, int otherwise, Consumer<Fault> faults) {
        Optional<Integer> number = configured
                .map(String::strip)
                .or(() -> Optional.of(String.valueOf(otherwise)))
                .filter(text -> DIGITS.matcher(text).matches())
                .map(Integer::valueOf)
                .filter(port -> port <= LARGEST);
        if (number.isEmpty()) {
            faults.accept(new Fault(property, "must be a port from 1 to 65535, or 0 for any free one"));
        }
        return number.orElse(otherwise);
    }

    /** The page of traces that dev mode serves. */
    @ConfigMapping(prefix = "tracehook.viewer")
    public interface ViewerConfig {

        /** The port of the page on this machine, default {@code 8090}; {@code 0} takes any free one. */
        Optional<String> port();
    }

    /** Where dev mode takes requests for the function. */
    @ConfigMapping(prefix = "tracehook.local-gateway")
    public interface LocalGatewayConfig {

        /** The port on this machine, default {@code 8080}; {@code 0} takes any free one. */
        Optional<String> port();
    }
}
