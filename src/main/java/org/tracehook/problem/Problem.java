package org.tracehook.problem;

import java.util.Locale;
import java.util.Objects;

/**
 * A problem detail of RFC 9457, for requests that never became a trace.
 *
 * @param kind what is wrong, from a closed list
 * @param detail what is wrong with this request and what to do next; holds nothing of the request's content
 */
public record Problem(ProblemKind kind, String detail) {

    /** The media type of RFC 9457. */
    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    /** The document as RFC 9457 writes it; its type is a URN that stays the same for the kind. */
    public Document document() {
        String type =
                "urn:tracehook:problem:" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new Document(type, kind.title(), kind.status(), detail);
    }

    /**
     * The JSON members of RFC 9457.
     *
     * @param type a URN that names the kind
     * @param title the kind in words
     * @param status the HTTP status code
     * @param detail what to do next
     */
    public record Document(String type, String title, int status, String detail) {}
}
