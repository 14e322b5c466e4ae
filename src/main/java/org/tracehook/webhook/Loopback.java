package org.tracehook.webhook;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Tells whether a request was addressed to this machine by its loopback name and by no foreign page.
 *
 * <p>The address it came from says nothing: a tunnel and a page in a browser of this machine come from loopback too. A
 * tunnel may also rewrite the host; it then says that it forwarded.
 */
final class Loopback {

    private static final String HOST = "(?:localhost|127\\.0\\.0\\.1|\\[::1])(?::\\d{1,5})?";
    private static final Pattern LOOPBACK_HOST = Pattern.compile(HOST, Pattern.CASE_INSENSITIVE);
    private static final Pattern LOOPBACK_ORIGIN = Pattern.compile("https?://" + HOST, Pattern.CASE_INSENSITIVE);

    private static final List<String> FORWARDING =
            List.of("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-original-host");

    private Loopback() {}

    static boolean addressed(Headers headers) {
        Optional<String> host = headers.only("host");
        List<String> origins = headers.all("origin");
        return FORWARDING.stream().allMatch(name -> headers.all(name).isEmpty())
                && host.filter(name -> LOOPBACK_HOST.matcher(name).matches()).isPresent()
                && origins.stream()
                        .allMatch(origin -> LOOPBACK_ORIGIN.matcher(origin).matches());
    }
}
