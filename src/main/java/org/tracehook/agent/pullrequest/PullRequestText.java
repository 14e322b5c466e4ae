package org.tracehook.agent.pullrequest;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.tracehook.agent.AgentRequest;
import org.tracehook.agent.AgentRequest.EarlierStep;
import org.tracehook.agent.Ticket;

/**
 * Title and body of a pull request. What the ticket and the agents wrote is plain text there, as {@link PlainText} makes it, and
 * in the body also in a block of code, in which nothing is interpreted.
 *
 * @param jira where Jira's pages begin, such as {@code https://acme.atlassian.net}; empty when unknown
 * @param scrubber takes secrets out of a text, before it is cut
 */
public record PullRequestText(Optional<String> jira, UnaryOperator<String> scrubber) {

    /** GitLab and Bitbucket take 255, of which a draft needs some. */
    private static final int LONGEST_TITLE = 200;

    private static final int LONGEST_RESULT = 500;
    private static final int MOST_STEPS = 20;

    /** {@code PROJ-1: Say hello}; the key in upper case, by which Jira links the request to the issue. */
    String title(Ticket ticket) {
        String key = key(ticket);
        String words = summary(ticket).map(this::plain).orElse("");
        return PlainText.cut(words.isEmpty() ? key : key + ": " + words, LONGEST_TITLE);
    }

    private static Optional<String> summary(Ticket ticket) {
        return ticket.field("summary");
    }

    private static String key(Ticket ticket) {
        return ticket.issueKey().toUpperCase(Locale.ROOT);
    }

    private String plain(String text) {
        return PlainText.of(scrubber.apply(text));
    }

    /** The issue, the steps so far and the trace. */
    String body(AgentRequest request) {
        String key = key(request.ticket());
        String issue = jira.map(address -> "[" + key + "](" + address + "/browse/" + key + ")")
                .orElse(key);
        StringBuilder body = new StringBuilder("Issue: " + issue + "\n\n");
        List<EarlierStep> steps = request.past().steps();
        if (!steps.isEmpty()) {
            body.append("Steps so far:\n\n```\n");
            int first = Math.max(0, steps.size() - MOST_STEPS);
            for (int i = first; i < steps.size(); i++) {
                body.append(i + 1).append(". ").append(line(steps.get(i))).append('\n');
            }
            body.append("```\n\n");
        }
        return body.append("Trace ID: `")
                .append(request.step().traceId())
                .append("`\n\nTracehook opened this request. It does not change it again: merging is a person's.\n")
                .toString();
    }

    private String line(EarlierStep step) {
        return PlainText.cut(plain(step.agentName() + ": " + step.result()), LONGEST_RESULT);
    }
}
