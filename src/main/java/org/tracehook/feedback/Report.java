package org.tracehook.feedback;

import java.util.List;

/**
 * What was written back into Jira, and what was not. It is part of the reply.
 *
 * @param comment {@code created} or {@code updated}; null when none was written
 * @param commentId null when none was written
 * @param transition {@code made}, {@code not_needed} or {@code too_late}; null when none was asked for, or it failed
 * @param issueStatus the name of the status that the issue then had; null when it was not looked at
 * @param problems what could not be done, and why
 */
public record Report(String comment, String commentId, String transition, String issueStatus, List<String> problems) {

    public Report {
        problems = List.copyOf(problems);
    }
}
