package org.tracehook.githost;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matching;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tracehook.githost.PullRequestConfig.HostKind;

/** The API of a git host on loopback, with answers of the shape that the real ones give. It has no request of the branch at first. */
public final class FakeGitHost implements AutoCloseable {

    public static final String TOKEN = "a-token-of-the-git-host";
    public static final String REPOSITORY = "https://git.example.com/team/sample.git";
    static final String BRANCH = "develop/PROJ-1";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String THERE = "there";

    /** In milliseconds: longer than a test takes. */
    private static final int FOR_EVER = 600_000;

    private final WireMockServer server =
            new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
    private final HostKind kind;
    private final String page;
    private int scenarios;

    private FakeGitHost(HostKind kind, String page) {
        this.kind = kind;
        this.page = page;
        server.start();
        server.stubFor(listing()
                .inScenario("request")
                .whenScenarioStateIs(Scenario.STARTED)
                .willReturn(json(200, list())));
        server.stubFor(listing()
                .inScenario("request")
                .whenScenarioStateIs(THERE)
                .willReturn(json(200, list(request(7, BRANCH)))));
        server.stubFor(
                creating().inScenario("request").willSetStateTo(THERE).willReturn(json(201, request(7, BRANCH))));
        server.stubFor(creating()
                .inScenario("request")
                .whenScenarioStateIs(THERE)
                .willReturn(json(kind == HostKind.GITLAB ? 409 : 422, refusal("A pull request already exists"))));
        server.stubFor(status().willReturn(json(201, JSON.createObjectNode())));
    }

    /** A host of that kind, whose repository is {@link #REPOSITORY}. */
    static FakeGitHost of(HostKind kind) {
        return new FakeGitHost(kind, "https://git.example.com/team/sample");
    }

    /** A host of that kind for a repository of git on this machine. */
    public static FakeGitHost onLoopback(HostKind kind) {
        return new FakeGitHost(kind, "https://127.0.0.1/team/sample");
    }

    /** What a function needs to use it. */
    public Map<String, String> properties() {
        return Map.of(
                "tracehook.pull-request.host", kind.name().toLowerCase(Locale.ROOT),
                "tracehook.pull-request.api-url", server.baseUrl(),
                "tracehook.pull-request.token", TOKEN);
    }

    /** The same as the App {@code 123456} with that form of {@link SampleKey}. */
    public Map<String, String> propertiesOfApp(String key) {
        Map<String, String> properties = new HashMap<>(properties());
        properties.remove("tracehook.pull-request.token");
        properties.put("tracehook.workspace.github-app-id", "123456");
        properties.put("tracehook.workspace.github-app-installation-id", "42");
        properties.put("tracehook.workspace.github-app-key", key);
        return properties;
    }

    String url() {
        return server.baseUrl();
    }

    /** The page of that request. */
    public String pageOf(int number) {
        return page
                + switch (kind) {
                    case GITHUB -> "/pull/";
                    case GITLAB -> "/-/merge_requests/";
                    case BITBUCKET -> "/pull-requests/";
                }
                + number;
    }

    private String requests() {
        return switch (kind) {
            case GITHUB -> "/repos/team/sample/pulls";
            case GITLAB -> "/projects/team%2Fsample/merge_requests";
            case BITBUCKET -> "/repositories/team/sample/pullrequests";
        };
    }

    /** The real hosts list other requests too when they are asked otherwise. */
    private MappingBuilder listing() {
        MappingBuilder listing = authorized(get(urlPathEqualTo(requests())));
        return switch (kind) {
            case GITHUB ->
                listing.withQueryParam("state", equalTo("open")).withQueryParam("head", equalTo("team:" + BRANCH));
            case GITLAB ->
                listing.withQueryParam("state", equalTo("opened")).withQueryParam("source_branch", equalTo(BRANCH));
            case BITBUCKET ->
                listing.withQueryParam("q", equalTo("source.branch.name=\"" + BRANCH + "\" AND state=\"OPEN\""));
        };
    }

    private MappingBuilder creating() {
        return with(
                authorized(post(urlPathEqualTo(requests()))),
                switch (kind) {
                    case GITHUB -> List.of("$.title", "$.head", "$.base");
                    case GITLAB -> List.of("$.title", "$.source_branch", "$.target_branch");
                    case BITBUCKET -> List.of("$.title", "$.source.branch.name", "$.destination.branch.name");
                });
    }

    private MappingBuilder status() {
        return switch (kind) {
            case GITHUB ->
                with(
                        authorized(post(urlPathMatching("/repos/team/sample/statuses/[0-9a-f]{40}"))),
                        List.of("$[?(@.state =~ /error|failure|pending|success/)]", "$.context"));
            case GITLAB ->
                with(
                        authorized(post(urlPathMatching("/projects/team%2Fsample/statuses/[0-9a-f]{40}"))),
                        List.of("$[?(@.state =~ /pending|running|success|failed|canceled/)]", "$.name"));
            case BITBUCKET ->
                with(
                        authorized(
                                post(urlPathMatching("/repositories/team/sample/commit/[0-9a-f]{40}/statuses/build"))),
                        List.of("$[?(@.state =~ /INPROGRESS|SUCCESSFUL|FAILED|STOPPED/)]", "$.key", "$.url"));
        };
    }

    /** Whoever comes without a token gets 404, as for what there is not. */
    private MappingBuilder authorized(MappingBuilder request) {
        return switch (kind) {
            case GITHUB -> request.withHeader("Authorization", matching("Bearer \\S+"));
            case GITLAB -> request.withHeader("PRIVATE-TOKEN", matching("\\S+"));
            case BITBUCKET -> request.withHeader("Authorization", matching("(Bearer|Basic) \\S+"));
        };
    }

    private static MappingBuilder with(MappingBuilder request, List<String> members) {
        members.forEach(member -> request.withRequestBody(matchingJsonPath(member)));
        return request;
    }

    /** Lets the list of requests be answered so, one after another; the last stands for all that follow. */
    FakeGitHost onList(ResponseDefinitionBuilder... answers) {
        return onEach(this::listing, answers);
    }

    /** Lets the creation be answered so. */
    public FakeGitHost onCreate(ResponseDefinitionBuilder... answers) {
        return onEach(this::creating, answers);
    }

    /** Lets the creation be done, and answered so. */
    FakeGitHost onDone(ResponseDefinitionBuilder answer) {
        server.stubFor(creating()
                .inScenario("request")
                .whenScenarioStateIs(Scenario.STARTED)
                .willSetStateTo(THERE)
                .willReturn(answer));
        return this;
    }

    /** A person closes or merges the request, which is then in no list of open ones. */
    public void closeRequest() {
        server.setScenarioState("request", Scenario.STARTED);
    }

    /** Creates the next request, and never answers. */
    public FakeGitHost silentAfterCreation() {
        return onDone(json(201, request(7, BRANCH)).withFixedDelay(FOR_EVER));
    }

    /** Lets a status be answered so. */
    public FakeGitHost onStatus(ResponseDefinitionBuilder... answers) {
        return onEach(this::status, answers);
    }

    /** Lets the question for a token of the App {@code 123456} be answered so, if {@link SampleKey} signed it. */
    FakeGitHost onToken(ResponseDefinitionBuilder... answers) {
        return onEach(
                () -> post(urlPathEqualTo("/app/installations/42/access_tokens"))
                        .andMatching(request -> MatchResult.of(isOfTheApp(request.getHeader("Authorization")))),
                answers);
    }

    /** GitHub takes a token of the App's that holds for ten minutes at most. */
    private static boolean isOfTheApp(String authorization) {
        String jwt = authorization.substring("Bearer ".length());
        JsonNode claims = read(new String(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]), StandardCharsets.UTF_8));
        long seconds = claims.path("exp").asLong() - claims.path("iat").asLong();
        return SampleKey.signed(jwt) && claims.path("iss").asText().equals("123456") && seconds > 0 && seconds <= 600;
    }

    /** Gives the App those tokens, one after another. The last one stands for all that follow; all hold for long. */
    public FakeGitHost onToken(String... tokens) {
        return onToken(Stream.of(tokens)
                .map(token -> json(
                        201, JSON.createObjectNode().put("token", token).put("expires_at", "2036-01-26T19:00:00Z")))
                .toArray(ResponseDefinitionBuilder[]::new));
    }

    /** Refuses the App's questions from now on, in words that have what was sent for authorization. */
    public FakeGitHost echoOnToken() {
        return onToken(
                json(409, refusal("not with {{request.headers.Authorization}}")).withTransformers("response-template"));
    }

    /** Refuses that token from now on, as one that has ended. */
    public FakeGitHost refuse(String token) {
        server.stubFor(any(urlPathMatching(".*"))
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(json(401, JSON.createObjectNode().put("message", "Bad credentials"))));
        return this;
    }

    /** Lets everything be answered so. */
    FakeGitHost onAnything(ResponseDefinitionBuilder answer) {
        server.stubFor(any(urlPathMatching(".*")).willReturn(answer));
        return this;
    }

    private FakeGitHost onEach(Supplier<MappingBuilder> request, ResponseDefinitionBuilder... answers) {
        String scenario = "scenario " + ++scenarios;
        IntStream.range(0, answers.length).forEach(i -> {
            String now = i == 0 ? Scenario.STARTED : "after " + i;
            String next = i + 1 < answers.length ? "after " + (i + 1) : now;
            server.stubFor(request.get()
                    .inScenario(scenario)
                    .whenScenarioStateIs(now)
                    .willSetStateTo(next)
                    .willReturn(answers[i]));
        });
        return this;
    }

    static ResponseDefinitionBuilder json(int status, JsonNode body) {
        return aResponse()
                .withStatus(status)
                .withHeader("Content-Type", "application/json; charset=utf-8")
                .withBody(body.toString());
    }

    /** A request as the host describes it. */
    ObjectNode request(int number, String branch) {
        ObjectNode request = JSON.createObjectNode();
        switch (kind) {
            case GITHUB -> {
                request.put("number", number).put("html_url", pageOf(number)).put("state", "open");
                ObjectNode head = request.putObject("head").put("ref", branch);
                head.putObject("repo").put("full_name", "Team/sample");
            }
            case GITLAB ->
                request.put("id", 1_000 + number)
                        .put("iid", number)
                        .put("web_url", pageOf(number))
                        .put("source_branch", branch)
                        .put("source_project_id", 5)
                        .put("target_project_id", 5);
            case BITBUCKET -> {
                request.put("id", number).put("state", "OPEN");
                request.putObject("links").putObject("html").put("href", pageOf(number));
                ObjectNode source = request.putObject("source");
                source.putObject("branch").put("name", branch);
                source.putObject("repository").put("full_name", "team/sample");
            }
        }
        return request;
    }

    /** The same from a fork. */
    ObjectNode fromFork(int number) {
        ObjectNode request = request(number, BRANCH);
        switch (kind) {
            case GITHUB -> ((ObjectNode) request.path("head")).putNull("repo");
            case GITLAB -> request.put("source_project_id", 6);
            case BITBUCKET -> ((ObjectNode) request.at("/source/repository")).put("full_name", "mallory/sample");
        }
        return request;
    }

    /** A list of those. */
    JsonNode list(JsonNode... requests) {
        if (kind == HostKind.BITBUCKET) {
            ObjectNode list = JSON.createObjectNode().put("pagelen", 20);
            list.putArray("values").addAll(List.of(requests));
            return list;
        }
        return JSON.createArrayNode().addAll(List.of(requests));
    }

    /** A refusal in those words. */
    JsonNode refusal(String words) {
        ObjectNode refusal = JSON.createObjectNode();
        switch (kind) {
            case GITHUB ->
                refusal.put("message", "Validation Failed")
                        .putArray("errors")
                        .addObject()
                        .put("resource", "PullRequest")
                        .put("code", "custom")
                        .put("message", words);
            case GITLAB -> refusal.putArray("message").add(words);
            case BITBUCKET -> refusal.put("type", "error").putObject("error").put("message", words);
        }
        return refusal;
    }

    /** What was asked, in order, as method and path with query. */
    public List<String> received() {
        return log().map(request -> request.getMethod() + " " + request.getUrl())
                .toList();
    }

    /** The values of a header, one a request. */
    List<String> headers(String name) {
        return log().map(request -> request.getHeader(name)).toList();
    }

    /** The documents that were posted to paths with that part, without those that the host does not understand. */
    public List<JsonNode> posted(String part) {
        return events().filter(ServeEvent::getWasMatched)
                .map(ServeEvent::getRequest)
                .filter(request -> request.getMethod().getName().equals("POST")
                        && request.getUrl().contains(part))
                .map(request -> read(request.getBodyAsString()))
                .toList();
    }

    /** Everything that was asked and posted. */
    public List<String> bodies() {
        return log().map(request -> request.getUrl() + " " + request.getBodyAsString())
                .toList();
    }

    /** How often a request was posted. */
    public int created() {
        return posted(requests()).size();
    }

    /** Waits until a request was posted; fails after the limit. */
    public void awaitCreation(Duration limit) throws InterruptedException {
        for (long end = System.nanoTime() + limit.toNanos(); created() == 0; Thread.sleep(20)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no request was posted within " + limit);
            }
        }
    }

    private Stream<LoggedRequest> log() {
        return events().map(ServeEvent::getRequest);
    }

    private Stream<ServeEvent> events() {
        List<ServeEvent> events = new ArrayList<>(server.getAllServeEvents());
        Collections.reverse(events);
        return events.stream();
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
