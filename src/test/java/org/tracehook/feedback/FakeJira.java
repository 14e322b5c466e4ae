package org.tracehook.feedback;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.UrlPathPattern;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tracehook.config.Configured;
import org.tracehook.config.Faults;
import org.tracehook.deadline.Backoff;
import org.tracehook.deadline.Deadline;
import org.tracehook.feedback.CommentRenderer.CommentContent;
import org.tracehook.feedback.FeedbackConfig.Deployment;
import org.tracehook.http.ApiCalls.Connection;
import org.tracehook.http.Exchange;
import org.tracehook.jira.Subject;
import org.tracehook.trace.ExecutionTrace;

/** A Jira on loopback, over HTTP, with answers of the shape that the real ones give. */
public final class FakeJira implements AutoCloseable {

    public static final String TOKEN = "a-token-of-the-tests";
    public static final String EMAIL = "tracehook@acme.example";
    public static final String CLOUD_ACCOUNT = "712020:b07b07b0-0000-4000-8000-000000000001";
    static final String COMMENT = "/issue/10021/comment";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final List<Duration> pauses = new ArrayList<>();
    private final Deployment deployment;
    private int scenarios;

    private FakeJira(Deployment deployment) {
        this.deployment = deployment;
        server.start();
        on(get(path("/myself")), json(200, file("myself")));
        on(get(urlPathMatching(root() + "/issue/[^/]+")), json(200, file("issue")));
        on(get(path(COMMENT)), json(200, page()));
        on(post(path(COMMENT)), json(201, file("comment")));
        on(put(urlPathMatching(root() + COMMENT + "/[0-9]+")), json(200, file("comment")));
        on(post(path("/issue/10021/transitions")), aResponse().withStatus(204));
    }

    /** A cloud of Jira. */
    public static FakeJira cloud() {
        return new FakeJira(Deployment.CLOUD);
    }

    /** A dataCenter of Jira. */
    public static FakeJira dataCenter() {
        return new FakeJira(Deployment.DATA_CENTER);
    }

    /** The configured address, with a context path on Data Center. */
    public String baseUrl() {
        return server.baseUrl() + (deployment == Deployment.CLOUD ? "" : "/jira");
    }

    private String root() {
        return (deployment == Deployment.CLOUD ? "" : "/jira") + deployment.api;
    }

    private UrlPathPattern path(String resource) {
        return urlPathEqualTo(root() + resource);
    }

    /** Lets requests of that kind be answered so. */
    FakeJira on(MappingBuilder request, ResponseDefinitionBuilder answer) {
        server.stubFor(request.willReturn(answer));
        return this;
    }

    /** Lets the comment's creation be answered so, one after another; the last stands for all that follow. */
    public FakeJira onComment(ResponseDefinitionBuilder... answers) {
        return onEach(() -> post(path(COMMENT)), answers);
    }

    /** Lets the list of comments be answered so, one after another. */
    public FakeJira onComments(ResponseDefinitionBuilder... answers) {
        return onEach(() -> get(path(COMMENT)), answers);
    }

    /** Lets the issue be read so, one after another. */
    public FakeJira onIssue(ResponseDefinitionBuilder... answers) {
        return onEach(() -> get(urlPathMatching(root() + "/issue/[^/]+")), answers);
    }

    /** Lets a transition be answered so, one after another. */
    public FakeJira onTransition(ResponseDefinitionBuilder... answers) {
        return onEach(() -> post(path("/issue/10021/transitions")), answers);
    }

    /** Lets the question who we are be answered so, one after another. */
    public FakeJira onMyself(ResponseDefinitionBuilder... answers) {
        return onEach(() -> get(path("/myself")), answers);
    }

    private FakeJira onEach(Supplier<MappingBuilder> request, ResponseDefinitionBuilder... answers) {
        String scenario = "scenario " + ++scenarios;
        for (int i = 0; i < answers.length; i++) {
            String now = i == 0 ? Scenario.STARTED : "after " + i;
            String next = i + 1 < answers.length ? "after " + (i + 1) : now;
            server.stubFor(request.get()
                    .inScenario(scenario)
                    .whenScenarioStateIs(now)
                    .willSetStateTo(next)
                    .willReturn(answers[i]));
        }
        return this;
    }

    /** Lets everything be answered so. */
    public FakeJira onAnything(ResponseDefinitionBuilder answer) {
        return on(any(urlPathMatching(".*")), answer);
    }

    public static ResponseDefinitionBuilder json(int status, JsonNode body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json;charset=UTF-8")
                .withBody(body.toString());
    }

    /** A file of the deployment's. */
    public ObjectNode file(String name) {
        String prefix = deployment == Deployment.CLOUD ? "cloud" : "dc";
        try (InputStream in = FakeJira.class.getResourceAsStream("/jira-rest/" + prefix + "-" + name + ".json")) {
            return (ObjectNode) JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The issue in another status, of a project of another type. */
    ObjectNode issue(String statusId, String statusName, String projectType) {
        ObjectNode issue = file("issue");
        ((ObjectNode) issue.at("/fields/status")).put("id", statusId).put("name", statusName);
        ((ObjectNode) issue.at("/fields/project")).put("projectTypeKey", projectType);
        return issue;
    }

    /** A page that lists those comments. */
    JsonNode page(JsonNode... comments) {
        ObjectNode page =
                JSON.createObjectNode().put("startAt", 0).put("maxResults", 20).put("total", comments.length);
        page.putArray("comments").addAll(List.of(comments));
        return page;
    }

    /** A comment of ours about that trace, under that id. */
    ObjectNode comment(String id, ExecutionTrace trace) {
        ObjectNode comment = file("comment").put("id", id);
        comment.set("body", deployment.comment(new CommentContent(trace, null), 32_767));
        return comment;
    }

    /** Feedback into this Jira with those settings beside the address and credentials. */
    Feedback feedback(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>();
        credentials().forEach((key, value) -> all.put("tracehook.feedback." + key, value));
        settings.forEach((key, value) -> all.put("tracehook.feedback." + key, value));
        FeedbackConfig config = Configured.of(FeedbackConfig.class, all);
        Faults faults = new Faults();
        Transitions.check(config.transitions(), Set.of("development_flow", "review_code"), faults);
        Feedback feedback = new Feedback(
                config,
                JiraSite.from(config, false, faults).orElseThrow(() -> new AssertionError(faults.message())),
                LogsLink.from(config.logsUrl(), faults),
                new Connection(
                        new Exchange(),
                        new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5), () -> 0.5, pauses::add)));
        if (!faults.all().isEmpty()) {
            throw new AssertionError(faults.message());
        }
        return feedback;
    }

    /** What the configuration needs. */
    public Map<String, String> credentials() {
        Map<String, String> all = new HashMap<>(Map.of(
                "base-url",
                baseUrl(),
                "token",
                TOKEN,
                "deployment",
                deployment == Deployment.CLOUD ? "cloud" : "data-center"));
        if (deployment == Deployment.CLOUD) {
            all.put("email", EMAIL);
        }
        return all;
    }

    /** Tells a run with time in plenty. */
    Report tell(ExecutionTrace trace, Map<String, String> settings) {
        return tell(trace, null, settings);
    }

    /** Tells a further run. */
    Report tell(ExecutionTrace trace, String earlier, Map<String, String> settings) {
        return feedback(settings)
                .write(
                        CompletedRun.of(Subject.of(Events.inReview()), trace, earlier)
                                .orElseThrow(),
                        Deadline.in(Duration.ofMinutes(1)))
                .orElseThrow();
    }

    /** The pauses that were made between attempts. */
    List<Duration> pauses() {
        return pauses;
    }

    /** What was asked, in order, as method and path with query. */
    public List<String> requests() {
        return received()
                .map(request -> request.getMethod() + " " + request.getUrl())
                .toList();
    }

    /** The values of a header, one a request. */
    List<String> headers(String name) {
        return received().map(request -> request.getHeader(name)).distinct().toList();
    }

    /** The bodies of requests of that method whose path ends so. */
    public List<JsonNode> bodies(String method, String end) {
        return received()
                .filter(request -> request.getMethod().getName().equals(method)
                        && request.getUrl().endsWith(end))
                .map(request -> read(request.getBodyAsString()))
                .toList();
    }

    /** Everything that was asked and written. */
    public List<String> bodies() {
        return received()
                .map(request -> request.getUrl() + " " + request.getBodyAsString())
                .toList();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<LoggedRequest> received() {
        return server.getAllServeEvents().stream()
                .sorted((one, other) -> one.getRequest()
                        .getLoggedDate()
                        .compareTo(other.getRequest().getLoggedDate()))
                .map(event -> event.getRequest());
    }

    @Override
    public void close() {
        server.stop();
    }
}
