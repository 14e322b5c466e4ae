package org.tracehook.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.tracehook.agent.remote.AuthorOverHttp.writes;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tracehook.agent.remote.Fixtures;
import org.tracehook.agent.remote.RemoteAgentServer;
import org.tracehook.app.SampleHost;
import org.tracehook.feedback.FakeJira;
import org.tracehook.githost.FakeGitHost;
import org.tracehook.githost.PullRequestConfig.HostKind;
import org.tracehook.githost.SampleKey;

/**
 * A GitHub App opens git and the API, also when its tokens end before their time; and neither its key, nor a token, nor the
 * ticket's text is in anything that the function prints, answers, writes or hands to a test command.
 */
abstract class GitHubAppContract extends TicketContract {

    private static final String USER = "x-access-token";

    /** No pattern finds them: the function has to know them. */
    private static final List<String> TOKENS =
            List.of("first+token/of~the~App", "second+token/of~the~App", "third+token/of~the~App");

    /** Only the author may see it. */
    private static final Map<String, String> OF_THE_TICKET =
            Map.of("word", "Quetzalcoatlus", "key", "AKIAIOSFODNN7EXAMPLE");

    private static final String DESCRIPTION = "Says " + OF_THE_TICKET.values();

    private final List<String> seen = new ArrayList<>();

    private TicketFunction function() throws Exception {
        Map<String, String> rules = new HashMap<>(SampleHost.authorRule());
        rules.putAll(SampleHost.flow(
                "author_agent", "code_review_agent", "development_agent", "testing_agent", "pull_request_agent"));
        return function("env >> '" + variables() + "'\n", host.propertiesOfApp(SampleKey.PKCS1), rules);
    }

    private Path variables() {
        return directory.resolve("variables");
    }

    @Test
    void aTokenThatHasEndedIsReplacedAndNothingSecretIsSeen() throws Exception {
        host = FakeGitHost.onLoopback(HostKind.GITHUB).onToken(TOKENS.toArray(String[]::new));
        host.refuse(TOKENS.get(1));
        author = RemoteAgentServer.reacting(
                writes("echo hello\n", "says Bearer " + Fixtures.TOKEN), writes("echo all\n"));
        try (TicketFunction function = function()) {
            function.git().git().require(USER, TOKENS.get(1));
            becomes("SUCCESS", "pull_request_agent", function, "To Do");
            assertEquals(3, host.posted("/access_tokens").size());
            assertEquals(1, host.created());
            assertEquals(1, host.posted("/statuses/").size());

            function.git().git().require(USER, TOKENS.get(2));
            function.git()
                    .git()
                    .refusePushes("not with " + TOKENS.get(2) + " Basic " + base64(USER + ":" + TOKENS.get(2)));
            becomes("PARTIAL", "was refused", function, "In Progress");
            host.refuse(TOKENS.get(2)).echoOnToken();
            function.git().git().require(USER, "another");
            becomes("PARTIAL", "does not take what was sent (409)", function, "In Review");

            seen.addAll(function.said());
            seen.add(Files.readString(variables()));
            assertTrue(seen.toString().contains("CI=true"), "the test command's variables");
            assertTrue(seen.toString().contains("says Bearer [secret]"), "what the author said");
            assertTrue(function.asked(0).toString().contains(OF_THE_TICKET.get("word")), "the author's ticket");
            assertEquals(Map.of(), leaks(secrets(), seen));
            assertEquals(Map.of(), leaks(OF_THE_TICKET, seen));
            assertEquals(
                    Map.of(),
                    leaks(
                            secrets(),
                            author.received().stream()
                                    .map(RemoteAgentServer.Received::body)
                                    .toList()));
        }
    }

    private void becomes(String status, String part, TicketFunction function, String issueStatus) throws Exception {
        seen.add(function.move(issueStatus, DESCRIPTION).toString());
        JsonNode completed = function.completed();
        assertEquals(status, completed.path("pipeline_status").asText(), completed::toString);
        assertTrue(completed.toString().contains(part), completed::toString);
    }

    /** The texts in which one of the secrets is, by the secret's name. */
    private static Map<String, List<String>> leaks(Map<String, String> secrets, List<String> texts) {
        Map<String, List<String>> leaks = new TreeMap<>();
        secrets.forEach((name, secret) -> {
            List<String> leaking =
                    texts.stream().filter(text -> text.contains(secret)).toList();
            if (!leaking.isEmpty()) {
                leaks.put(name, leaking);
            }
        });
        return leaks;
    }

    /** What nobody may see, by what it is: secrets in each spelling, the key line by line. */
    private static Map<String, String> secrets() {
        Map<String, String> secrets = new HashMap<>();
        Map.of(
                        "webhook secret",
                        JiraDelivery.SECRET,
                        "agent's token",
                        Fixtures.TOKEN,
                        "Jira's token",
                        FakeJira.TOKEN,
                        "Lambda's key",
                        "a-secret-key-of-lambda",
                        "first token",
                        TOKENS.get(0),
                        "second token",
                        TOKENS.get(1),
                        "third token",
                        TOKENS.get(2))
                .forEach((name, secret) -> {
                    secrets.put(name, secret);
                    secrets.put(name + " in Base64", base64(secret));
                    secrets.put(name + " of git in Base64", base64(USER + ":" + secret));
                    secrets.put(name + " in a URL", URLEncoder.encode(secret, StandardCharsets.UTF_8));
                });
        Stream.of(SampleKey.PKCS1, SampleKey.PKCS8)
                .flatMap(String::lines)
                .filter(line -> !line.startsWith("-----"))
                .forEach(line -> secrets.put("key " + line, line));
        secrets.put("beginning of a key", "PRIVATE KEY");
        secrets.put(
                "beginning of a signature of the App",
                base64("{\"alg\":\"RS256\"").substring(0, 16));
        return secrets;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
