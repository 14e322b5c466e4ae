package org.tracehook.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All the ways in which Jira, its workflow and its Automation tell of a change. */
final class JiraTellings {

    /** What an event about a change of ours still shows of that. */
    enum Honesty {
        /** Who made it, or, for a comment, at least whose it is. */
        TRACEABLE,
        /** Perhaps nothing: by a rule of Automation it has become a person's, and the last line is gone. */
        UNTRACEABLE
    }

    private static final long START = 1_769_451_414_000L;

    private final SimulatedJira.Kind kind;
    private final Honesty honesty;
    private long last = START;

    JiraTellings(SimulatedJira.Kind kind, Honesty honesty) {
        this.kind = kind;
        this.honesty = honesty;
    }

    /** A time, or an id, that is not that of another event. */
    long next() {
        return ++last;
    }

    /** A person moved the ticket. */
    byte[] moved(SimulatedTicket ticket, SimulatedTicket.Status from) {
        return bytes(transition(ticket, from, kind.human));
    }

    /** A person commented. */
    byte[] commented(SimulatedTicket ticket) {
        SimulatedTicket.Comment comment = ticket.lastComment().orElseThrow();
        return bytes(comment(
                "comment_created",
                ticket,
                comment.id(),
                kind.human,
                comment.body().textValue()));
    }

    /** The function moved the ticket. */
    List<byte[]> movedByUs(SimulatedTicket ticket, SimulatedTicket.Status from) {
        List<ObjectNode> events = new ArrayList<>();
        for (String actor : actors(false)) {
            events.add(transition(ticket, from, actor));
            events.add(resolved(transition(ticket, from, actor)));
            events.add(postFunction(ticket, from, actor));
            events.add(automation(ticket, from, actor));
        }
        return bytes(events);
    }

    /** The function wrote or changed a comment. */
    List<byte[]> wrote(SimulatedTicket ticket, SimulatedTicket.Comment comment, String how) {
        List<ObjectNode> events = new ArrayList<>();
        for (boolean stripped : new boolean[] {false, true}) {
            String text = stripped ? comment.stripped() : comment.markup();
            for (String actor : actors(!stripped)) {
                String author = stripped ? actor : kind.own;
                events.add(by(author, comment("comment_" + how, ticket, comment.id(), actor, text)));
                events.add(by(author, issueCommented(ticket, comment.id(), actor, text, how)));
                events.add(by(author, withoutIssue(comment("comment_" + how, ticket, comment.id(), actor, text))));
            }
        }
        if (honesty == Honesty.UNTRACEABLE) {
            events.add(JsonNodeFactory.instance.objectNode().set("issue", ticket.issue()));
            events.add(ticket.issue());
            events.add(labelled(ticket));
        }
        return bytes(events);
    }

    /** Null is nobody: a change without a user. */
    private List<String> actors(boolean marked) {
        List<String> actors = new ArrayList<>();
        actors.add(kind.own);
        if (marked || honesty == Honesty.UNTRACEABLE) {
            actors.add(kind.human);
            actors.add(null);
        }
        return actors;
    }

    private ObjectNode event(String name, SimulatedTicket ticket) {
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("timestamp", next()).put("webhookEvent", name);
        event.set("issue", ticket.issue());
        return event;
    }

    private ObjectNode transition(SimulatedTicket ticket, SimulatedTicket.Status from, String actor) {
        ObjectNode event = event("jira:issue_updated", ticket).put("issue_event_type_name", "issue_generic");
        act(event, "user", actor);
        ObjectNode item = changelog(event).addObject().put("field", "status").put("fieldtype", "jira");
        if (kind == SimulatedJira.Kind.CLOUD) {
            item.put("fieldId", "status");
        }
        item.put("from", from.id()).put("fromString", from.label);
        item.put("to", ticket.status.id()).put("toString", ticket.status.label);
        return event;
    }

    private ArrayNode changelog(ObjectNode event) {
        return event.putObject("changelog").put("id", Long.toString(next())).putArray("items");
    }

    private static ObjectNode resolved(ObjectNode event) {
        ((ArrayNode) event.at("/changelog/items"))
                .insertObject(0)
                .put("field", "resolution")
                .put("fieldtype", "jira")
                .put("to", "10000")
                .put("toString", "Done");
        return event.put("issue_event_type_name", "issue_resolved");
    }

    private ObjectNode postFunction(SimulatedTicket ticket, SimulatedTicket.Status from, String actor) {
        ObjectNode event =
                JsonNodeFactory.instance.objectNode().put("timestamp", next()).put("comment", "");
        event.putObject("transition")
                .put("workflowId", 1)
                .put("transitionId", 31)
                .put("from_status", from.label)
                .put("to_status", ticket.status.label);
        event.set("issue", ticket.issue());
        act(event, "user", actor);
        return event;
    }

    private ObjectNode automation(SimulatedTicket ticket, SimulatedTicket.Status from, String actor) {
        ObjectNode event = event("automation:transition", ticket);
        Optional.ofNullable(actor).ifPresent(id -> event.put("actor", id));
        changelog(event)
                .addObject()
                .put("field", "status")
                .put("fromString", from.label)
                .put("toString", ticket.status.label);
        return event;
    }

    private ObjectNode comment(String name, SimulatedTicket ticket, String id, String actor, String text) {
        ObjectNode event = event(name, ticket);
        ObjectNode comment = event.putObject("comment")
                .put("id", id)
                .put("self", "https://jira.example.com/jira/rest/api/2/issue/" + ticket.id + "/comment/" + id)
                .put("body", text);
        act(comment, "author", actor);
        act(comment, "updateAuthor", actor);
        return event;
    }

    /** Whoever has changed it since, a comment stays its author's. */
    private ObjectNode by(String author, ObjectNode event) {
        act((ObjectNode) event.path("comment"), "author", author);
        return event;
    }

    private ObjectNode issueCommented(SimulatedTicket ticket, String id, String actor, String text, String how) {
        ObjectNode event = comment("jira:issue_updated", ticket, id, actor, text);
        act(event, "user", actor);
        return event.put("issue_event_type_name", how.equals("created") ? "issue_commented" : "issue_comment_edited");
    }

    /** As Data Center sends it. */
    private static ObjectNode withoutIssue(ObjectNode event) {
        event.remove("issue");
        return event;
    }

    /** A rule of Automation that sets a label on commented tickets. */
    private ObjectNode labelled(SimulatedTicket ticket) {
        ObjectNode event = event("jira:issue_updated", ticket).put("issue_event_type_name", "issue_updated");
        act(event, "user", kind.human);
        changelog(event)
                .addObject()
                .put("field", "labels")
                .put("fromString", "")
                .put("toString", "told");
        return event;
    }

    private void act(ObjectNode parent, String role, String actor) {
        if (actor != null) {
            parent.putObject(role).put(kind.identifier, actor);
        }
    }

    private static List<byte[]> bytes(List<? extends JsonNode> events) {
        return events.stream().map(JiraTellings::bytes).toList();
    }

    private static byte[] bytes(JsonNode event) {
        return TestFunction.utf8(event.toString());
    }
}
