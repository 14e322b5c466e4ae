package org.tracehook.workspace;

import org.eclipse.jgit.transport.RemoteRefUpdate;

/**
 * What the git host made of a push.
 *
 * @param reason of a refusal, the host's words as one line, whole; empty otherwise
 */
record PushResult(Kind kind, String reason) {

    enum Kind {
        /** The branch is at the commit. */
        DONE,
        /** The branch was elsewhere than expected. */
        OVERTAKEN,
        /** The host does not want it. */
        REFUSED
    }

    static PushResult done() {
        return new PushResult(Kind.DONE, "");
    }

    static PushResult overtaken() {
        return new PushResult(Kind.OVERTAKEN, "");
    }

    static PushResult of(RemoteRefUpdate update) {
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> done();
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> overtaken();
            default -> new PushResult(Kind.REFUSED, reason(update.getMessage()));
        };
    }

    private static String reason(String message) {
        if (message == null || message.isBlank()) {
            return "the host gives no reason";
        }
        return message.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
    }
}
