package org.tracehook.githost;

import java.util.Optional;

/**
 * How the run ended that made a commit.
 *
 * @param commit its whole id
 * @param succeeded whether every step did
 * @param description one line, at most 140 characters
 * @param link to the log; empty when there is none
 */
public record CommitStatus(String commit, boolean succeeded, String description, Optional<String> link) {

    /** GitHub takes no more. */
    public static final int LONGEST_DESCRIPTION = 140;

    /** By which a host tells the statuses of a commit apart: a later one takes the place of an earlier one. */
    static final String NAME = "tracehook";
}
