package org.tracehook.http;

import java.time.Duration;

/** An API refused a request or did not answer; the message is one line that says what is wrong and what to do. */
public final class ApiException extends Exception {

    private final Kind kind;
    private final transient Duration retryAfter;

    /** The failure of that kind; the API asks to wait that long, zero when it does not say. */
    public ApiException(Kind kind, String problem, Duration retryAfter) {
        super(problem);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** It was not done, and asking again does not help. */
    public static ApiException refused(String problem) {
        return new ApiException(Kind.REFUSED, problem, Duration.ZERO);
    }

    /** It may have been done or not, and nobody says how long to wait. */
    public static ApiException lost(String problem) {
        return new ApiException(Kind.LOST, problem, Duration.ZERO);
    }

    /** What is known of the request. */
    public Kind kind() {
        return kind;
    }

    /** How long the API asks to wait; zero when it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** What is known of the request. */
    public enum Kind {
        /** It was not done, and asking again does not help. */
        REFUSED,
        /** It was not done, perhaps because what it asks for is there already. */
        CONFLICT,
        /** It was not done; a later one may be. */
        BUSY,
        /** It may have been done or not. */
        LOST
    }
}
