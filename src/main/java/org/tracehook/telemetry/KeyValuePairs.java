package org.tracehook.telemetry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.tracehook.config.Secret;

/**
 * The pairs of {@code OTEL_EXPORTER_OTLP_HEADERS} and {@code OTEL_RESOURCE_ATTRIBUTES}: {@code key=value}, separated by commas,
 * with percent signs before what would be misread, such as {@code Authorization=Bearer%20abc}.
 */
final class KeyValuePairs {

    private static final String SHAPE =
            "must be pairs such as key=value, separated by commas; in a value write %2C for a"
                    + " comma and %25 for a percent sign";

    /** {@code token} of RFC 9110. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$&'*+.^_`|~-]+");

    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7E]*");

    /** What the JDK's client sets itself. */
    private static final Set<String> OF_THE_CLIENT =
            Set.of("connection", "content-length", "content-type", "expect", "host", "transfer-encoding", "upgrade");

    private KeyValuePairs() {}

    /**
     * The pairs, in order.
     *
     * @throws IllegalArgumentException if the text is anything else; the message completes a sentence that begins with the
     *     variable's name, and shows nothing of the text
     */
    static Map<String, String> of(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(",")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.substring(0, equals).isBlank()) {
                pairs.put(
                        pair.substring(0, equals).strip(),
                        decoded(pair.substring(equals + 1).strip()));
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException(SHAPE);
            }
        }
        return pairs;
    }

    /** A plus sign stands for itself. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // The cause shows a part of the value.
            throw new IllegalArgumentException(SHAPE);
        }
    }

    /**
     * The pairs as headers of a request.
     *
     * @throws IllegalArgumentException as {@link #of} does, and if a header cannot be sent
     */
    static Map<String, String> headers(String text) {
        Map<String, String> headers = of(text);
        headers.forEach((name, value) -> {
            if (!NAME.matcher(name).matches()
                    || OF_THE_CLIENT.contains(name.toLowerCase(Locale.ROOT))
                    || !VALUE.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "must have names of headers that a client may set, and values in printable ASCII");
            }
        });
        return headers;
    }

    /** What of the text must not be shown: itself, and the values that are as long as a key is, with and without a scheme before them. */
    static List<String> secrets(String text) {
        List<String> secrets = new ArrayList<>();
        secrets.add(text);
        try {
            for (String value : of(text).values()) {
                secrets.add(value);
                secrets.add(value.substring(value.indexOf(' ') + 1));
            }
        } catch (IllegalArgumentException e) {
            // The start or the export says so.
        }
        secrets.removeIf(secret -> secret.length() < Secret.SHORTEST);
        return secrets;
    }
}
