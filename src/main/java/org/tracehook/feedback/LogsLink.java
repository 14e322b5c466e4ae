package org.tracehook.feedback;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracehook.config.Faults;
import org.tracehook.trace.ExecutionTrace;

/**
 * Where the log lines of a trace are: never a URL from a trace.
 *
 * @param template a configured URL with places for what the trace says
 */
record LogsLink(String template) {

    private static final String PROBLEM =
            "must be an http or https URL without user name, of at most 2000 characters, brackets and bars percent-encoded, "
                    + "in which {trace_id}, {issue_key} and {intent_type} may stand anywhere after the host";

    private static final int LONGEST = 2_000;

    /** Without the characters that wiki markup could take for the end of a link. */
    private static final Pattern PLAIN =
            Pattern.compile("https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?");

    /** A host is never made from a trace. */
    private static final Pattern FIXED_HOST = Pattern.compile("https?://[^/?#{]+(?:[/?#].*)?");

    private static final Pattern PLACE = Pattern.compile("\\{(trace_id|issue_key|intent_type)}");

    /** The link of that template; empty without one, or when it is a fault. */
    static Optional<LogsLink> from(Optional<String> template, Faults faults) {
        if (template.isPresent() && !isTemplate(template.get())) {
            faults.report("tracehook.feedback.logs-url", PROBLEM);
            return Optional.empty();
        }
        return template.map(LogsLink::new);
    }

    /**
     * The URL for that trace; its texts are percent-encoded, absent ones are left out. Null when a text makes the URL
     * too long.
     */
    String url(ExecutionTrace trace) {
        String url = PLACE.matcher(template)
                .replaceAll(place -> Matcher.quoteReplacement(
                        switch (place.group(1)) {
                            case "trace_id" -> encoded(trace.traceId());
                            case "issue_key" -> encoded(trace.trigger().issueKey());
                            default -> encoded(trace.intentType());
                        }));
        return url.length() <= 2 * LONGEST ? url : null;
    }

    /** Whether the text is a URL that a comment shows as a link, and as nothing else, in either markup. */
    static boolean isPlain(String url) {
        return PLAIN.matcher(url).matches() && isUri(url);
    }

    private static boolean isTemplate(String text) {
        return text.length() <= LONGEST
                && FIXED_HOST.matcher(text).matches()
                && isPlain(PLACE.matcher(text).replaceAll("x"));
    }

    private static boolean isUri(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String encoded(String text) {
        return text == null
                ? ""
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
