package org.tracehook.viewer;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tracehook.config.Fault;

/**
 * The port that the page is to be served on.
 *
 * @param number from 0, which stands for any free one, to 65535
 */
public record ViewerPort(int number) {

    private static final String PROPERTY = "tracehook.viewer.port";
    private static final int DEFAULT = 8090;
    private static final int LARGEST = 65_535;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");

    /** The configured port; a fault gives the default. */
    public static ViewerPort from(ViewerConfig config, Consumer<Fault> faults) {
        Optional<Integer> number = config.port()
                .map(String::strip)
                .or(() -> Optional.of(String.valueOf(DEFAULT)))
                .filter(text -> DIGITS.matcher(text).matches())
                .map(Integer::valueOf)
                .filter(port -> port <= LARGEST);
        if (number.isEmpty()) {
            faults.accept(new Fault(PROPERTY, "must be a port from 1 to 65535, or 0 for any free one"));
        }
        return new ViewerPort(number.orElse(DEFAULT));
    }
}
