package org.tracehook.githost;

import java.time.Duration;

/** A git host refused a request or did not answer; the message is one line that says what is wrong, where, and what to do. */
public final class GitHostException extends Exception {

    private final Kind kind;
    private final transient Duration retryAfter;

    GitHostException(Kind kind, String problem, Duration retryAfter) {
        super(problem);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    static GitHostException refused(String problem) {
        return new GitHostException(Kind.REFUSED, problem, Duration.ZERO);
    }

    Kind kind() {
        return kind;
    }

    /** How long the host asks to wait; zero when it does not say. */
    Duration retryAfter() {
        return retryAfter;
    }

    /** What is known of the request. */
    enum Kind {
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
