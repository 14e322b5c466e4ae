package org.tracehook.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tracehook.config.Sha256;

/**
 * The page and the content security policy that lets nothing run but what the page itself holds.
 *
 * @param html the document
 */
record Page(String html) {

    private static final String RESOURCE = "/viewer/traces.html";
    private static final Pattern INLINE = Pattern.compile("<(script|style)\\b[^>]*>(.*?)</\\1>", Pattern.DOTALL);

    /** The page that Tracehook brings, also as a file to be opened from disk. */
    static Page shipped() {
        try (InputStream in = Page.class.getResourceAsStream(RESOURCE)) {
            return new Page(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The page of traces cannot be read", e);
        }
    }

    /** The value of {@code Content-Security-Policy}: scripts and styles of the page by their digests, as CSP Level 2 has it. */
    String policy() {
        return "default-src 'none'; script-src " + sources("script") + "; style-src " + sources("style")
                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    private String sources(String element) {
        String digests = INLINE.matcher(html)
                .results()
                .filter(inline -> inline.group(1).equals(element))
                .map(Page::digest)
                .collect(Collectors.joining(" "));
        return digests.isEmpty() ? "'none'" : digests;
    }

    private static String digest(MatchResult inline) {
        return "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(inline.group(2))) + "'";
    }
}
