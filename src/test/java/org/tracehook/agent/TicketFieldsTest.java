package org.tracehook.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.TicketFields.UnreadableException;

class TicketFieldsTest {

    private static final JsonNode NULL = NullNode.getInstance();

    private final AtomicInteger reads = new AtomicInteger();

    private TicketFields fields(Map<String, JsonNode> delivered, Map<String, JsonNode> jira) {
        return new TicketFields(delivered, Set.of("summary", "description", "comment"), () -> {
            reads.incrementAndGet();
            return jira;
        });
    }

    @Test
    void whatTheDeliveryBringsIsNotReadFromJira() throws Exception {
        TicketFields fields = fields(Map.of("summary", text("of the event"), "description", NULL), Map.of());

        assertEquals(
                Map.of("summary", text("of the event"), "description", NULL),
                fields.values(List.of("summary", "description")));
        assertEquals(0, reads.get());
    }

    @Test
    void whatItLacksIsReadOnceAndOnlyWhenItIsNeeded() throws Exception {
        TicketFields fields = fields(
                Map.of("summary", text("of the event")),
                Map.of("summary", text("of Jira"), "description", text("long")));

        assertEquals(Map.of("summary", text("of the event")), fields.values(List.of("summary")));
        assertEquals(0, reads.get());
        assertEquals(
                List.of(text("long"), text("of the event")),
                List.copyOf(fields.values(List.of("description", "summary")).values()));
        fields.values(List.of("description"));
        assertEquals(1, reads.get());
    }

    @Test
    void aFieldThatJiraDoesNotHaveIsNull() throws Exception {
        assertEquals(Map.of("description", NULL), fields(Map.of(), Map.of()).values(List.of("description")));
    }

    @Test
    void theCommentOfAnEventWithoutOneIsNullAndNeverRead() throws Exception {
        assertEquals(Map.of("comment", NULL), fields(Map.of(), Map.of()).values(List.of("comment")));
        assertEquals(0, reads.get());
    }

    @Test
    void aFailureNamesTheFieldsAndIsNotRepeated() {
        TicketFields fields = new TicketFields(Map.of(), Set.of("summary", "description"), () -> {
            reads.incrementAndGet();
            throw new IllegalStateException("Jira is on holiday");
        });

        for (int time = 0; time < 2; time++) {
            assertEquals(
                    "the delivery does not bring summary, description of the ticket, and Jira is on holiday",
                    assertThrows(UnreadableException.class, () -> fields.values(List.of("summary", "description")))
                            .getMessage());
        }
        assertEquals(Optional.empty(), new Ticket("PROJ-1", null, Map.of(), fields).field("summary"));
        assertEquals(1, reads.get());
    }

    @Test
    void aCancelledStepLeavesTheReadToTheNext() throws Exception {
        TicketFields fields = new TicketFields(Map.of(), Set.of("summary"), () -> {
            if (reads.getAndIncrement() == 0) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted");
            }
            return Map.of("summary", text("of Jira"));
        });

        assertThrows(UnreadableException.class, () -> fields.values(List.of("summary")));
        assertTrue(Thread.interrupted());
        assertEquals(Map.of("summary", text("of Jira")), fields.values(List.of("summary")));
    }

    @Test
    void aTicketHasTheTextOfAField() {
        Ticket ticket = new Ticket(
                "PROJ-1",
                null,
                Map.of(),
                fields(Map.of("summary", text("canary"), "description", IntNode.valueOf(1)), Map.of()));

        assertEquals(Optional.of("canary"), ticket.field("summary"));
        assertEquals(Optional.empty(), ticket.field("description"), "it is no text");
        assertEquals(Optional.empty(), ticket.field("priority"), "nobody asks for it");
        assertEquals(0, reads.get());
        assertEquals("Ticket[PROJ-1, context=[]]", ticket.toString());
        assertEquals(
                "TicketFields[[summary]]",
                TicketFields.of(Map.of("summary", text("canary"))).toString());
    }

    private static JsonNode text(String text) {
        return TextNode.valueOf(text);
    }
}
