package org.tracehook.viewer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tracehook.http.InvalidJsonException;
import org.tracehook.http.StrictJson;
import org.tracehook.viewer.LocalGitHost.Repository;

/**
 * Answers what Tracehook asks of GitHub's API, in its words, and the pages of requests.
 *
 * @see <a href="https://docs.github.com/en/rest/pulls/pulls">Pull requests</a>
 */
final class GitHostHandler implements HttpHandler {

    private static final Pattern API = Pattern.compile(
            LocalGitHost.API + "/repos/(?<path>[^/]+/[^/]+)/(?:(?<pulls>pulls)|statuses/(?<commit>[0-9a-f]{40}))");
    private static final Pattern PAGE = Pattern.compile("/(?<path>[^/]+/[^/]+)/pull/(?<number>[0-9]{1,6})");
    private static final Pattern HEAD = Pattern.compile("(?:^|&)head=[^&:]+:([^&]+)");
    private static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy", PullRequestPage.POLICY,
            "Referrer-Policy", "no-referrer",
            "X-Content-Type-Options", "nosniff");

    /** In bytes. A text of a pull request has 20 KB at most. */
    private static final int LONGEST = 1 << 20;

    private final StrictJson json = new StrictJson("the body", 20);
    private final URI address;
    private final String token;
    private final LocalPullRequests kept;
    private final PullRequestPage pages;

    GitHostHandler(URI address, String token, Repository repository, LocalPullRequests kept) {
        this.address = address;
        this.token = token;
        this.kept = kept;
        this.pages = new PullRequestPage(repository, kept);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        byte[] body = exchange.getRequestBody().readNBytes(LONGEST);
        response(exchange, body).send(exchange);
    }

    private synchronized LocalResponse response(HttpExchange exchange, byte[] body) {
        Optional<String> foreign =
                new OriginCheck(exchange.getLocalAddress().getPort()).foreign(exchange.getRequestHeaders());
        if (foreign.isPresent()) {
            return LocalResponse.forbidden("Requests of this machine alone are answered, and " + foreign.get() + ".");
        }
        String path = String.valueOf(exchange.getRequestURI().getPath());
        Matcher api = API.matcher(path);
        if (!api.matches()) {
            return exchange.getRequestMethod().equals("GET") ? page(path) : answer(404, message("Not Found"));
        }
        if (!("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return answer(401, message("Bad credentials"));
        }
        try {
            return switch (exchange.getRequestMethod()) {
                case "GET" -> list(api, exchange.getRequestURI());
                case "POST" ->
                    api.group("commit") == null
                            ? create(api.group("path"), json.object(body))
                            : status(api.group("commit"), json.object(body));
                default -> answer(404, message("Not Found"));
            };
        } catch (InvalidJsonException e) {
            return answer(400, message("Problems parsing JSON"));
        }
    }

    private LocalResponse page(String path) {
        Matcher page = PAGE.matcher(path);
        return path.equals("/")
                ? html(200, pages.list())
                : Optional.of(page)
                        .filter(Matcher::matches)
                        .flatMap(any -> kept.numbered(Integer.parseInt(page.group("number"))))
                        .filter(request -> isOf(request, page.group("path")))
                        .map(request -> html(200, pages.of(request)))
                        .orElseGet(() -> html(404, pages.missing()));
    }

    private LocalResponse list(Matcher api, URI uri) {
        if (api.group("pulls") == null) {
            return answer(404, message("Not Found"));
        }
        Matcher head = HEAD.matcher(String.valueOf(uri.getQuery()));
        String branch = head.find() ? head.group(1) : "";
        return answer(200, kept.all(request -> isOf(request, api.group("path")) && isFrom(request, branch)));
    }

    private LocalResponse create(String path, ObjectNode wanted) {
        String branch = wanted.path("head").asText();
        if (!kept.all(request -> isOf(request, path) && isFrom(request, branch)).isEmpty()) {
            ObjectNode refusal = message("Validation Failed");
            refusal.putArray("errors").addObject().put("message", "A pull request already exists for " + branch + ".");
            return answer(422, refusal);
        }
        ObjectNode request = JsonNodeFactory.instance
                .objectNode()
                .put("number", kept.nextNumber())
                .put("html_url", address + path + "/pull/" + kept.nextNumber())
                .put("state", "open")
                .put("draft", wanted.path("draft").asBoolean())
                .put("title", wanted.path("title").asText())
                .put("body", wanted.path("body").asText());
        request.putObject("base").put("ref", wanted.path("base").asText());
        ObjectNode head = request.putObject("head").put("ref", branch);
        head.putObject("repo").put("full_name", path);
        kept.add(request);
        return answer(201, request);
    }

    private LocalResponse status(String commit, ObjectNode status) {
        kept.addStatus(commit, status);
        return answer(201, status);
    }

    private static boolean isOf(JsonNode request, String path) {
        return request.at("/head/repo/full_name").asText().equals(path);
    }

    private static boolean isFrom(JsonNode request, String branch) {
        return request.at("/head/ref").asText().equals(branch);
    }

    private static ObjectNode message(String words) {
        return JsonNodeFactory.instance.objectNode().put("message", words);
    }

    private static LocalResponse answer(int status, JsonNode document) {
        return LocalResponse.of(status, "application/json; charset=utf-8", document.toString());
    }

    private static LocalResponse html(int status, String document) {
        return LocalResponse.of(status, "text/html; charset=utf-8", document);
    }
}
