package org.tracehook.feedback;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.feedback.Transitions.Target;
import org.tracehook.trace.PipelineStatus;

class FeedbackConfigTest {

    private static final Map<String, String> CLOUD = Map.of(
            "base-url", "https://acme.atlassian.net/", "email", "bot@acme.example", "token", "a-token-of-the-tests");

    private final Faults faults = new Faults();

    private Optional<JiraSite> read(Map<String, String> settings) {
        return read(settings, false);
    }

    private Optional<JiraSite> read(Map<String, String> settings, boolean onLambda) {
        Optional<FeedbackConfig> config = Configured.of(FeedbackConfig.class, properties(settings), faults);
        config.ifPresent(read -> Feedback.from(read, Set.of("review_code", "my.intent"), onLambda, faults));
        return config.flatMap(read -> JiraSite.from(read, onLambda, new Faults()));
    }

    private static Map<String, String> properties(Map<String, String> settings) {
        return settings.entrySet().stream()
                .collect(Collectors.toMap(entry -> "tracehook.feedback." + entry.getKey(), Map.Entry::getValue));
    }

    private static FeedbackConfig configured(Map<String, String> settings) {
        return Configured.of(FeedbackConfig.class, properties(settings));
    }

    private Map<String, String> cloudWith(String key, String value) {
        Map<String, String> all = new HashMap<>(CLOUD);
        all.put(key, value);
        return all;
    }

    private List<String> problems() {
        return faults.all().stream().map(Fault::toString).toList();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertEquals(Optional.empty(), read(Map.of("timeout", "4s")));
        assertEquals(
                List.of(
                        "tracehook.feedback.base-url (TRACEHOOK_FEEDBACK_BASE_URL): is missing: give the address of your"
                                + " Jira, such as https://acme.atlassian.net",
                        "tracehook.feedback.token (TRACEHOOK_FEEDBACK_TOKEN): is missing: give the API token or personal"
                                + " access token of the account that writes"),
                problems());
    }

    @Test
    void aCloudSiteNeedsTheAddressOfTheAccount() {
        read(Map.of("base-url", "https://acme.atlassian.net", "token", "a-token-of-the-tests"));

        assertEquals(1, problems().size());
        assertTrue(problems().get(0).startsWith("tracehook.feedback.email (TRACEHOOK_FEEDBACK_EMAIL): is missing"));
    }

    @Test
    void defaultsAreThoseOfJira() {
        JiraSite site = read(CLOUD).orElseThrow();

        assertEquals(List.of(), problems());
        assertEquals(URI.create("https://acme.atlassian.net/rest/api/3/myself"), site.resource("/myself"));
        assertEquals("Basic Ym90QGFjbWUuZXhhbXBsZTphLXRva2VuLW9mLXRoZS10ZXN0cw==", site.authorization());
        FeedbackConfig config = configured(CLOUD);
        assertEquals(FeedbackConfig.Again.UPDATE, config.comment());
        assertEquals(32_767, config.maxCommentLength());
        assertEquals(Optional.empty(), config.logsUrl());
        assertEquals(Duration.ofSeconds(5), config.timeout());
        assertEquals(Optional.empty(), config.accountId());
    }

    @Test
    void dataCenterKeepsItsContextPath() {
        JiraSite site = read(Map.of("base-url", "https://jira.example.com/a/jira/", "token", "a-token-of-the-tests"))
                .orElseThrow();

        assertEquals(List.of(), problems());
        assertEquals(URI.create("https://jira.example.com/a/jira/rest/api/2/myself"), site.resource("/myself"));
        assertEquals("Bearer a-token-of-the-tests", site.authorization());
    }

    @Test
    void theGatewayTakesBearerTokensAndScopedOnes() {
        Map<String, String> gateway = Map.of(
                "base-url", "https://api.atlassian.com/ex/jira/11223344-a1b2-3b33-c444-def123456789",
                "token", "a-token-of-the-tests");
        assertEquals("Bearer a-token-of-the-tests", read(gateway).orElseThrow().authorization());

        Map<String, String> scoped = new HashMap<>(gateway);
        scoped.put("email", "bot@acme.example");
        JiraSite site = read(scoped).orElseThrow();
        assertTrue(site.authorization().startsWith("Basic "));
        assertEquals(
                "https://api.atlassian.com/ex/jira/11223344-a1b2-3b33-c444-def123456789/rest/api/3/myself",
                site.resource("/myself").toString());
        assertEquals(List.of(), problems());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            base-url           | http://acme.atlassian.net            | must begin with https://; http:// is for loopback hosts alone, such as 127.0.0.1
            base-url           | ftp://acme.atlassian.net             | must begin with https://; http:// is for loopback hosts alone, such as 127.0.0.1
            base-url           | acme                                 | must be a URL with a host, in ASCII, such as https://acme.atlassian.net
            base-url           | https://bot:token@acme.atlassian.net | must have no user or password before the host: set the token instead
            base-url           | https://acme.atlassian.net/#x        | must have no fragment: take out # and what follows
            base-url           | https://acme.atlassian.net/?x=1      | must have no query and no /rest: give the address that Jira's pages begin with
            base-url           | https://acme.atlassian.net/rest/api/3 | must have no query and no /rest: give the address that Jira's pages begin with
            base-url           | https://api.atlassian.com/ex/jira    | must be https://api.atlassian.com/ex/jira/ and the id of your site
            deployment         | server                               | must be one of cloud, data-center
            deployment         | data-center                          | is for Cloud alone: take it out, or set tracehook.feedback.deployment=cloud if that is what your Jira is
            email              | bot                                  | must be an e-mail address, in ASCII and without a colon
            email              | a:b@acme.example                     | must be an e-mail address, in ASCII and without a colon
            token              | short                                | must have 16 characters or more
            token              | a token of the tests                 | must have printable ASCII characters alone, and no blanks
            token              | a-tökén-of-the-tests                 | must have printable ASCII characters alone, and no blanks
            comment            | replace                              | must be one of add, none, update
            max-comment-length | 999                                  | must be a whole number from 1000 to 1000000
            max-comment-length | 1000001                              | must be a whole number from 1000 to 1000000
            max-comment-length | 32K                                  | must be a whole number from 1000 to 1000000
            timeout            | 0s                                   | must be a duration such as 10s or 500ms, more than nothing and at most a minute
            timeout            | 61s                                  | must be a duration such as 10s or 500ms, more than nothing and at most a minute
            transitions.x.success | Done                              | there is no intent 'x': use one of my.intent, review_code
            transitions.review_code.running | Done                    | 'running' is no status in which a pipeline ends: use one of success, partial, failed
            transitions.review_code.done | Done                       | 'done' is no status in which a pipeline ends: use one of success, partial, failed
            """)
    void aFaultSaysWhatToDo(String key, String value, String problem) {
        read(cloudWith(key, value));

        assertEquals(1, problems().size(), problems()::toString);
        assertTrue(problems().get(0).endsWith(": " + problem), problems()::toString);
        assertFalse(problems().toString().contains(CLOUD.get("token")));
    }

    @Test
    void plainHttpIsForThisMachineAndNeverOnLambda() {
        Map<String, String> here = Map.of("base-url", "http://127.0.0.1:8080/jira", "token", "a-token-of-the-tests");
        assertTrue(read(here).isPresent());
        assertEquals(List.of(), problems());

        assertEquals(Optional.empty(), read(here, true));
        assertTrue(problems().get(0).endsWith("must begin with https:// on Lambda"), problems()::toString);
    }

    @Test
    void transitionsAreByIntentAndStatusInAnyCase() {
        Map<String, String> settings = new HashMap<>(CLOUD);
        settings.put("transitions.review_code.success", "Done");
        settings.put("transitions.review_code.PARTIAL", "31");
        settings.put("transitions.\"my.intent\".failed", "new");

        read(settings);
        assertEquals(List.of(), problems());

        Map<String, Map<String, String>> transitions = configured(settings).transitions();
        assertEquals(Optional.of(new Target("Done")), Target.of(transitions, "review_code", PipelineStatus.SUCCESS));
        assertEquals(Optional.of(new Target("31")), Target.of(transitions, "review_code", PipelineStatus.PARTIAL));
        assertEquals(Optional.empty(), Target.of(transitions, "review_code", PipelineStatus.FAILED));
        assertEquals(Optional.of(new Target("new")), Target.of(transitions, "my.intent", PipelineStatus.FAILED));
        assertEquals(Optional.empty(), Target.of(transitions, "my.intent", PipelineStatus.SUCCESS));
        assertEquals(Optional.empty(), Target.of(transitions, "other", PipelineStatus.SUCCESS));
        assertEquals(Optional.empty(), Target.of(transitions, null, PipelineStatus.SUCCESS));
    }

    @Test
    void aBlankTargetIsAFault() {
        read(cloudWith("transitions.review_code.success", " "));

        assertEquals(1, problems().size());
        assertTrue(problems().get(0).endsWith(": is empty: name the status to be reached"), problems()::toString);
    }

    @Test
    void oneStatusHasOneTransition() {
        Map<String, String> settings = new HashMap<>(CLOUD);
        settings.put("transitions.review_code.success", "Done");
        settings.put("transitions.review_code.SUCCESS", "Testing");

        read(settings);

        assertEquals(1, problems().size());
        assertTrue(problems().get(0).contains("is there twice"), problems()::toString);
    }

    @Test
    void secretsAreThoseThatARequestCarries() {
        List<String> announced = new ArrayList<>();
        FeedbackConfig.announceSecrets(configured(CLOUD), announced::add);

        assertEquals(List.of("a-token-of-the-tests", "bot@acme.example:a-token-of-the-tests"), announced);
    }

    @Test
    void nothingShowsTheCredentials() {
        JiraSite site = read(CLOUD).orElseThrow();

        Feedback feedback =
                Feedback.from(configured(CLOUD), Set.of(), false, faults).orElseThrow();
        String shown = site + " " + feedback + " " + site.token();
        assertFalse(shown.contains("a-token-of-the-tests") || shown.contains("Ym90"), shown);
    }
}
