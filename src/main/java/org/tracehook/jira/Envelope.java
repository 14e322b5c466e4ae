package org.tracehook.jira;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Tells from the outer shape of a body who sent it, and so where its parts are. */
final class Envelope {

    private final ObjectNode root;

    Envelope(ObjectNode root) {
        this.root = root;
    }

    String name() {
        if (webhookEvent() != null) {
            return webhookEvent();
        }
        if (intent() != null) {
            return JiraEvent.EXPLICIT;
        }
        return isPostFunction() ? JiraEvent.POST_FUNCTION : JiraEvent.AUTOMATION;
    }

    Origin origin() {
        boolean webhook =
                webhookEvent() == null ? isPostFunction() : !webhookEvent().startsWith("automation:");
        return webhook ? Origin.WEBHOOK : Origin.AUTOMATION;
    }

    /** The intent that the body asks for, or null. */
    String intent() {
        return Lenient.text(root.path("intent"));
    }

    /** The webhook that a workflow triggers has a transition in place of event name and changelog. */
    boolean isPostFunction() {
        JsonNode transition = root.path("transition");
        return webhookEvent() == null
                && intent() == null
                && (transition.has("from_status") || transition.has("to_status"));
    }

    /** The issue's object: at the root in Automation format, under {@code issue} everywhere else. */
    JsonNode issue() {
        JsonNode nested = root.path("issue");
        return origin() == Origin.AUTOMATION && !nested.isObject() && looksLikeIssue(root) ? root : nested;
    }

    private static boolean looksLikeIssue(JsonNode node) {
        return node.path("key").isTextual() || node.path("fields").isObject();
    }

    private String webhookEvent() {
        return Lenient.text(root.path("webhookEvent"));
    }
}
