package org.tracehook.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.feedback.FeedbackConfig.Again;
import org.tracehook.http.ApiException;
import org.tracehook.http.ApiException.Kind;

/** Writes how a pipeline ended into one comment on its issue. */
final class Comments {

    /** The entity property of our comments. Jira puts no properties into webhooks: the text's last line is the marker there. */
    private static final String PROPERTY = "org.tracehook.trace";

    /** Hides a comment of a service desk from its customers; REST offers no other way in the same call. */
    private static final String CUSTOMERS = "sd.public.comment";

    private static final int PAGE = 20;
    private static final int MOST_PAGES = 10;
    private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

    private final JiraCalls calls;
    private final FeedbackConfig config;
    private final Optional<LogsLink> logs;
    private final Set<String> own;

    /** Comments of the account with those ids. */
    Comments(JiraCalls calls, FeedbackConfig config, Optional<LogsLink> logs, Set<String> own) {
        this.calls = calls;
        this.config = config;
        this.logs = logs;
        this.own = own;
    }

    /** Writes the comment, which may take the place of the one of the run before. */
    Written write(IssueState issue, CompletedRun run) throws ApiException, InterruptedException {
        ObjectNode comment = comment(issue, run);
        String earlier = run.earlier();
        if (earlier != null && config.comment() == Again.UPDATE) {
            Optional<String> old = find(issue.id(), earlier);
            if (old.isPresent()) {
                calls.replace(path(issue.id()) + "/" + old.get(), comment);
                return new Written("updated", old.get());
            }
        }
        return new Written("created", created(issue.id(), comment, run.trace().traceId()));
    }

    /** Jira has no idempotency key. Before a comment is sent again, and when it may be there already, this looks for it. */
    private String created(String issueId, ObjectNode comment, String traceId)
            throws ApiException, InterruptedException {
        for (int attempts = 1; ; attempts++) {
            try {
                return calls.create(path(issueId), comment).path("id").asText();
            } catch (ApiException e) {
                if (e.kind() == Kind.REFUSED) {
                    throw e;
                }
                calls.pause(e, attempts);
                Optional<String> there = find(issueId, traceId);
                if (there.isPresent()) {
                    return there.get();
                }
                if (e.kind() != Kind.BUSY) {
                    throw e;
                }
            }
        }
    }

    /** The comment of ours about that trace, the newest first; anybody can write our last line, so the author counts. */
    private Optional<String> find(String issueId, String traceId) throws ApiException, InterruptedException {
        for (int page = 0; page < MOST_PAGES; page++) {
            int start = page * PAGE;
            JsonNode comments =
                    calls.read(path(issueId) + "?orderBy=-created&maxResults=" + PAGE + "&startAt=" + start);
            for (JsonNode comment : comments.path("comments")) {
                if (isOurs(comment, traceId)) {
                    return Optional.of(comment.path("id").asText());
                }
            }
            if (start + PAGE >= comments.path("total").asInt()) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isOurs(JsonNode comment, String traceId) {
        return Account.isOneOf(own, comment.path("author"))
                && ID.matcher(comment.path("id").asText()).matches()
                && Marker.traceId(comment.path("body")).filter(traceId::equals).isPresent();
    }

    private ObjectNode comment(IssueState issue, CompletedRun run) {
        ObjectNode comment = JsonNodeFactory.instance.objectNode();
        String logsUrl = logs.map(link -> link.url(run.trace())).orElse(null);
        CommentContent content = new CommentContent(run.trace(), logsUrl, run.nextRunAt(), run.pullRequestUrl());
        comment.set("body", calls.deployment().comment(content, config.maxCommentLength()));
        ArrayNode properties = comment.putArray("properties");
        properties
                .addObject()
                .put("key", PROPERTY)
                .putObject("value")
                .put("trace_id", run.trace().traceId());
        if (issue.mayHaveCustomers()) {
            properties.addObject().put("key", CUSTOMERS).putObject("value").put("internal", true);
        }
        return comment;
    }

    private static String path(String issueId) {
        return "/issue/" + issueId + "/comment";
    }

    /**
     * A comment that is in Jira.
     *
     * @param how {@code created}, or {@code updated} when it was that of the run before
     * @param id of the comment
     */
    record Written(String how, String id) {}
}
