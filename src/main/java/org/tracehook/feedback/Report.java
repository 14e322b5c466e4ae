package org.tracehook.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What was written back, and what was not.
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

    static Report of(Optional<Comments.Written> comment, Optional<Transitions.Move> move, List<String> problems) {
        return new Report(
                comment.map(written -> wire(written.how())).orElse(null),
                comment.map(Comments.Written::id).orElse(null),
                move.map(made -> wire(made.outcome())).orElse(null),
                move.map(Transitions.Move::status).orElse(null),
                problems);
    }

    private static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
