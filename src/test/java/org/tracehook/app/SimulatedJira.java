package org.tracehook.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tracehook.feedback.AdfReader;
import org.tracehook.feedback.WikiReader;

/**
 * A Jira on loopback that keeps tickets, takes what the function writes only as the real one does, and tells of every
 * change in all the ways that the real one has.
 */
final class SimulatedJira implements AutoCloseable {

    static {
        // The head and the body of an answer are two packets: with Nagle's algorithm the second waits 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** How both kinds of Jira name the function's account, and somebody else. */
    enum Kind {
        CLOUD("/rest/api/3", "accountId", "712020:b07b07b0-0000-4000-8000-000000000001", "712020:ann"),
        DATA_CENTER("/jira/rest/api/2", "name", "tracehook", "carol");

        private final String api;
        final String identifier;
        final String own;
        final String human;

        Kind(String api, String identifier, String own, String human) {
            this.api = api;
            this.identifier = identifier;
            this.own = own;
            this.human = human;
        }
    }

    static final String TOKEN = "a-token-of-the-tests";
    private static final String EMAIL = "tracehook@acme.example";
    private static final ObjectMapper JSON = new ObjectMapper();

    final Kind kind;
    private final HttpServer server;
    private final Map<String, SimulatedTicket> tickets = new LinkedHashMap<>();
    private final Deque<byte[]> due = new ArrayDeque<>();
    private final JiraTellings tellings;
    private final List<String> refusals = new ArrayList<>();
    private int commentsToLose;

    private SimulatedJira(Kind kind, JiraTellings.Honesty honesty) throws IOException {
        this.kind = kind;
        this.tellings = new JiraTellings(kind, honesty);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static SimulatedJira start(Kind kind, JiraTellings.Honesty honesty) throws IOException {
        return new SimulatedJira(kind, honesty);
    }

    /** The function's settings for this Jira. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        String path = kind == Kind.CLOUD ? "" : "/jira";
        properties.put(
                "tracehook.feedback.base-url",
                "http://127.0.0.1:" + server.getAddress().getPort() + path);
        properties.put("tracehook.feedback.token", TOKEN);
        properties.put("tracehook.feedback.logs-url", "https://logs.example/?trace={trace_id}");
        properties.put("tracehook.feedback.timeout", "30s");
        if (kind == Kind.CLOUD) {
            properties.put("tracehook.feedback.deployment", "cloud");
            properties.put("tracehook.feedback.email", EMAIL);
        }
        return properties;
    }

    SimulatedTicket ticket(String id, String key, String projectType) {
        SimulatedTicket ticket = new SimulatedTicket(id, key, projectType);
        tickets.put(id, ticket);
        return ticket;
    }

    /** A person moves the ticket; the event that tells of it. */
    byte[] move(SimulatedTicket ticket, SimulatedTicket.Status to) {
        SimulatedTicket.Status from = ticket.status;
        ticket.status = to;
        return tellings.moved(ticket, from);
    }

    /** A person comments; the event that tells of it. */
    byte[] comment(SimulatedTicket ticket, String text) {
        ticket.comments.add(new SimulatedTicket.Comment(nextId(), kind.human, JSON.valueToTree(text), List.of()));
        return tellings.commented(ticket);
    }

    /** The next event that has not been delivered yet. */
    Optional<byte[]> next() {
        return Optional.ofNullable(due.poll());
    }

    /** The next comment is created and answered as if it were not. */
    void loseAnAnswer() {
        commentsToLose++;
    }

    /** Why writes were refused; empty if none was. */
    List<String> refusals() {
        return refusals;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        byte[] sent = exchange.getRequestBody().readAllBytes();
        try {
            respond(exchange, sent);
        } catch (RuntimeException | AssertionError e) {
            refusals.add(request + ": " + e.getMessage());
            send(exchange, 400, JSON.createObjectNode().put("errorMessages", String.valueOf(e.getMessage())));
        }
    }

    private void respond(HttpExchange exchange, byte[] sent) throws IOException {
        URI uri = exchange.getRequestURI();
        if (!authorization().equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !uri.getPath().startsWith(kind.api)) {
            send(exchange, 401, JSON.createObjectNode());
            return;
        }
        String[] path = uri.getPath().substring(kind.api.length() + 1).split("/");
        String call = exchange.getRequestMethod() + " " + path[0] + (path.length < 3 ? "" : " " + path[2]);
        JsonNode body = sent.length == 0 ? JSON.nullNode() : JSON.readTree(sent);
        SimulatedTicket ticket = path.length < 2 ? null : found(path[1]);
        switch (call) {
            case "GET myself" -> send(exchange, 200, user(kind.own));
            case "GET issue" -> send(exchange, 200, ticket.issue());
            case "GET issue comment" -> send(exchange, 200, ticket.page(uri.getQuery(), this::user));
            case "POST issue comment" -> create(exchange, ticket, body);
            case "PUT issue comment" -> update(exchange, ticket, path[3], body);
            case "POST issue transitions" -> transit(exchange, ticket, body);
            default -> throw new IllegalArgumentException("no such resource");
        }
    }

    private SimulatedTicket found(String reference) {
        return tickets.values().stream()
                .filter(ticket -> ticket.id.equals(reference) || ticket.key.equals(reference))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no issue " + reference));
    }

    private void create(HttpExchange exchange, SimulatedTicket ticket, JsonNode body) throws IOException {
        SimulatedTicket.Comment comment = taken(nextId(), body);
        ticket.comments.add(comment);
        due.addAll(tellings.wrote(ticket, comment, "created"));
        if (commentsToLose > 0) {
            commentsToLose--;
            send(exchange, 500, JSON.nullNode());
        } else {
            send(exchange, 201, comment.json(user(kind.own)));
        }
    }

    private void update(HttpExchange exchange, SimulatedTicket ticket, String id, JsonNode body) throws IOException {
        SimulatedTicket.Comment comment = taken(id, body);
        ticket.comments.replaceAll(old -> old.id().equals(id) ? comment : old);
        due.addAll(tellings.wrote(ticket, comment, "updated"));
        send(exchange, 200, comment.json(user(kind.own)));
    }

    /** Takes what Jira takes: a valid body that is not too long. Cloud gives the nodes ids of their own. */
    private SimulatedTicket.Comment taken(String id, JsonNode body) {
        JsonNode text = body.path("body");
        List<String> lines = kind == Kind.CLOUD ? AdfReader.lines(text) : WikiReader.lines(text.textValue());
        int length =
                kind == Kind.CLOUD ? text.toString().length() : text.textValue().length();
        if (length > 32_767) {
            throw new IllegalArgumentException("The entered text is too long.");
        }
        JsonNode kept = text.deepCopy();
        kept.path("content")
                .forEach(node -> ((ObjectNode) node).withObject("/attrs").put("localId", id));
        return new SimulatedTicket.Comment(id, kind.own, kept, lines);
    }

    private void transit(HttpExchange exchange, SimulatedTicket ticket, JsonNode body) throws IOException {
        SimulatedTicket.Status from = ticket.status;
        ticket.status = ticket.offered(body.at("/transition/id").asText());
        ticket.transitions++;
        due.addAll(tellings.movedByUs(ticket, from));
        send(exchange, 204, null);
    }

    private ObjectNode user(String id) {
        return JSON.createObjectNode().put(kind.identifier, id).put("displayName", "Somebody");
    }

    private String authorization() {
        String basic = Base64.getEncoder().encodeToString((EMAIL + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        return kind == Kind.CLOUD ? "Basic " + basic : "Bearer " + TOKEN;
    }

    private String nextId() {
        return Long.toString(tellings.next());
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body == null ? new byte[0] : JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json;charset=UTF-8");
        exchange.sendResponseHeaders(status, body == null ? -1 : bytes.length);
        try (exchange) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
