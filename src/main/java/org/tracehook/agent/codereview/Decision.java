package org.tracehook.agent.codereview;

/** What a review comes to, from the mildest to the most severe. */
public enum Decision {
    /** The change may go on. */
    APPROVE,
    /** The change has to be corrected first. */
    REQUEST_CHANGES,
    /** The change must not go on. */
    BLOCK
}
