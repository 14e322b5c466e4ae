package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.app.JiraTellings.Honesty;
import org.tracehook.app.SimulatedTicket.Status;
import org.tracehook.delivery.Reply;

/** Whatever Jira tells the function about the function's own writes: nothing runs but what a person set off, and once. */
class SettlingTest {

    private static final long SEED = 20_260_127L;

    /** Of both kinds of Jira together. */
    private static final int TICKETS = 1_000;

    /** Of how many tickets one hears every event that there can be; the others hear some, in the same order. */
    private static final int THOROUGH = 10;

    /** More events than any ticket may cause. */
    private static final int MOST_EVENTS = 200;

    private static final Map<Status, String> INTENTS =
            new EnumMap<>(Map.of(Status.WAITING, "develop", Status.IN_REVIEW, "review", Status.TESTING, "check"));

    private static final List<String> PROJECT_TYPES = List.of("software", "business", "service_desk", "");

    private final Random random = new Random(SEED);
    private final Map<String, AgentOutcome> outcomes = new ConcurrentHashMap<>();

    /** Rules for three statuses; the ticket then goes where no rule waits for it, so that any event may claim anything. */
    private static Map<String, String> rules() {
        Map<String, String> properties = new HashMap<>();
        int n = 0;
        for (Map.Entry<Status, String> rule : INTENTS.entrySet()) {
            String trigger = "tracehook.triggers[" + n++ + "].";
            properties.put(trigger + "name", rule.getValue());
            properties.put(trigger + "to-status", rule.getKey().label);
            properties.put(trigger + "intent", rule.getValue());
            String task = "tracehook.intents." + rule.getValue() + ".tasks[0].";
            properties.put(task + "agent", "own_agent");
            properties.put(task + "task", "Do it");
            String transition = "tracehook.feedback.transitions." + rule.getValue() + ".";
            properties.put(transition + "success", Status.DONE.label);
            properties.put(transition + "partial", Status.BLOCKED.id());
        }
        return properties;
    }

    @ParameterizedTest
    @EnumSource
    void aTicketRunsOnceWhateverTheEventsAboutOurWritesSay(SimulatedJira.Kind kind) throws Exception {
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.UNTRACEABLE)) {
            settle(jira, rules(), TICKETS / SimulatedJira.Kind.values().length);
        }
    }

    /** Every status that the function reaches has a rule of its own, as has every comment. */
    @ParameterizedTest
    @EnumSource
    void ourOwnChangesSetNothingOffEvenWhereARuleWaitsForThem(SimulatedJira.Kind kind) throws Exception {
        Map<String, String> properties = rules();
        properties.put("tracehook.feedback.transitions.develop.success", Status.IN_REVIEW.label);
        properties.put("tracehook.feedback.transitions.develop.partial", Status.TESTING.label);
        properties.put("tracehook.feedback.transitions.review.success", Status.TESTING.label);
        properties.put("tracehook.feedback.transitions.review.partial", Status.WAITING.label);
        properties.put("tracehook.feedback.transitions.check.success", Status.IN_REVIEW.label);
        properties.put("tracehook.feedback.transitions.check.partial", Status.WAITING.label);
        properties.put("tracehook.triggers[3].name", "comments");
        properties.put("tracehook.triggers[3].events", "comment_created,comment_updated");
        properties.put("tracehook.triggers[3].intent", "review");
        try (SimulatedJira jira = SimulatedJira.start(kind, Honesty.TRACEABLE)) {
            settle(jira, properties, 50);
        }
    }

    private void settle(SimulatedJira jira, Map<String, String> rules, int tickets) {
        Map<String, String> properties = new HashMap<>(rules);
        properties.putAll(jira.properties());
        TestFunction function = TestFunction.with(properties).agent(new OwnAgent(this::work));
        for (int n = 1; n <= tickets; n++) {
            String seed = "ticket " + n + " of seed " + SEED;
            SimulatedTicket ticket = ticket(jira, n);
            Status status = random(List.copyOf(INTENTS.keySet()));
            if (random.nextInt(100) == 0) {
                jira.loseAnAnswer();
            }
            List<Reply> runs = deliverAll(function, jira, jira.move(ticket, status), n % THOROUGH == 0);

            assertEquals(1, runs.size(), () -> seed + " ran " + runs.size() + " times");
            assertEquals(List.of(), jira.refusals(), seed);
            assertEquals(1, ticket.commentsBy(jira.kind.own).size(), seed);
            assertEquals(1, ticket.transitions, seed);
            agree(TestFunction.json(runs.get(0)), ticket, jira, seed);
        }
    }

    private SimulatedTicket ticket(SimulatedJira jira, int n) {
        String key = "PROJ-" + n;
        SimulatedTicket ticket = jira.ticket(Integer.toString(20_000 + n), key, random(PROJECT_TYPES));
        for (int comments = random.nextInt(4); comments > 0; comments--) {
            jira.comment(ticket, "Tracehook trace 00000000-0000-0000-0000-00000000000" + comments);
        }
        outcomes.put(
                key,
                random(List.of(
                        new AgentOutcome.Success("done", Map.of()),
                        new AgentOutcome.Failure("Agent failed: [~admin] {code}"),
                        new AgentOutcome.Blocked("no: h1. @admin"))));
        return ticket;
    }

    private AgentOutcome work(AgentRequest request) {
        return outcomes.get(request.ticket().issueKey());
    }

    private <T> T random(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** Delivers the event and what follows from it, some twice; the replies that tell of a run. */
    private List<Reply> deliverAll(TestFunction function, SimulatedJira jira, byte[] first, boolean all) {
        List<Reply> runs = new ArrayList<>();
        deliver(function, first, runs);
        int events = 0;
        for (Optional<byte[]> event = jira.next(); event.isPresent(); event = jira.next()) {
            if (all || random.nextInt(5) == 0) {
                deliver(function, event.get(), runs);
            }
            events++;
            assertTrue(events <= MOST_EVENTS, "seed " + SEED + " does not settle");
        }
        return runs;
    }

    private void deliver(TestFunction function, byte[] event, List<Reply> runs) {
        for (int times = random.nextInt(10) == 0 ? 2 : 1; times > 0; times--) {
            Reply reply = function.signed(event);
            JsonNode told = TestFunction.json(reply);
            assertEquals(200, reply.status(), told::toString);
            if (told.has("trace_id") && !told.has("duplicate")) {
                runs.add(reply);
            }
        }
    }

    private static void agree(JsonNode reply, SimulatedTicket ticket, SimulatedJira jira, String seed) {
        List<String> lines = ticket.commentsBy(jira.kind.own).get(0).lines();
        String status = reply.path("pipeline_status").asText();
        assertTrue(
                lines.get(0).startsWith(status + " " + reply.path("intent_type").asText() + ","), seed + lines);
        assertEquals("Tracehook trace " + reply.path("trace_id").asText(), lines.get(lines.size() - 1), seed);
        assertEquals(ticket.status.label, reply.at("/feedback/issue_status").asText(), seed);
        assertEquals("made", reply.at("/feedback/transition").asText(), seed);
        assertEquals("created", reply.at("/feedback/comment").asText(), seed);
        assertEquals(0, reply.at("/feedback/problems").size(), seed);
    }
}
