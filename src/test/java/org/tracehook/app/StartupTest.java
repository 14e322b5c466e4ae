package org.tracehook.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.LaunchMode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.agent.Agent;
import org.tracehook.agent.AgentOutcome;
import org.tracehook.agent.AgentRequest;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;
import org.tracehook.delivery.Reply;
import org.tracehook.intent.CodeFrom;
import org.tracehook.intent.TriggerRule;
import org.tracehook.intent.TriggerRules;
import org.tracehook.orchestrator.DecisionRules;
import org.tracehook.orchestrator.DecisionRules.DecisionRule;
import org.tracehook.orchestrator.ExecutionPlan;
import org.tracehook.orchestrator.ExecutionPlan.AgentTask;
import org.tracehook.webhook.WebhookConfig;

class StartupTest {

    private static final Map<String, String> WRITING = Map.of(
            "tracehook.intents.write.tasks[0].agent", "writer",
            "tracehook.intents.write.tasks[0].task", "Write",
            "tracehook.triggers[0].name", "r",
            "tracehook.triggers[0].intent", "write",
            "tracehook.triggers[0].to-status", "In Review");

    private static String faults(Map<String, String> properties, Agent... agents) {
        TestFunction function = TestFunction.with(properties);
        List.of(agents).forEach(function::agent);
        return assertThrows(IllegalStateException.class, function::deliveries).getMessage();
    }

    private static Agent writer() {
        return named("writer");
    }

    private static Agent named(String name) {
        return new Agent() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public AgentOutcome execute(AgentRequest request) {
                return new AgentOutcome.Success("done", Map.of());
            }
        };
    }

    private static Map<String, String> writing(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(WRITING);
        all.putAll(more);
        return all;
    }

    @Test
    void theShippedConfigurationStarts() {
        assertDoesNotThrow(() -> TestFunction.with(Map.of()).deliveries());
        assertDoesNotThrow(() -> TestFunction.of(Map.of(), LaunchMode.NORMAL).deliveries());
    }

    @Test
    void namesAndTypesOfEveryPackageAreInOneMessage() {
        String message = faults(Map.of(
                "tracehook.webhook.secret", "s3cr3t-v4lu3",
                "tracehook.webhook.sekret", "s3cr3t-v4lu3",
                "tracehook.webhook.max-body-size", "0",
                "tracehook.deadline.ceiling", "-1s",
                "tracehook.triggers[0].name", "r",
                "tracehook.intents.review_code.tasks[0].agent", "code_review_agent",
                "tracehook.review.rules[0].id", "no-pattern"));

        for (String property : List.of(
                "tracehook.webhook.sekret (TRACEHOOK_WEBHOOK_SEKRET): is unknown",
                "tracehook.webhook.max-body-size (TRACEHOOK_WEBHOOK_MAX_BODY_SIZE): must be",
                "tracehook.deadline.ceiling (TRACEHOOK_DEADLINE_CEILING): must be",
                "tracehook.triggers[0].intent: is missing",
                "tracehook.intents.review_code.tasks[0].task: is missing",
                "tracehook.review.rules[0].message: is missing")) {
            assertTrue(message.contains(". " + property), property + " in " + message);
        }
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void whatDoesNotGoTogetherInAnyPackageIsInOneMessage() {
        String message = faults(Map.of(
                "tracehook.webhook.secret", "s3cr3t-v4lu3",
                "tracehook.webhook.explicit-intents", "review_code,dance",
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "nothing",
                "tracehook.triggers[0].to-status", "Done",
                "tracehook.intents.review_code.tasks[0].agent", "gone_agent",
                "tracehook.intents.review_code.tasks[0].task", "Review",
                "tracehook.review.disabled", "no-such-rule",
                "tracehook.feedback.timeout", "4s"));

        for (String property : List.of(
                "tracehook.webhook.secret (TRACEHOOK_WEBHOOK_SECRET): ",
                "tracehook.webhook.explicit-intents (",
                "tracehook.triggers[0].intent: there is no intent 'nothing'",
                "tracehook.review.disabled (",
                "tracehook.feedback.base-url (TRACEHOOK_FEEDBACK_BASE_URL): is missing",
                "tracehook.feedback.token (")) {
            assertTrue(message.contains(". " + property), property + " in " + message);
        }
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void aFaultAfterAGapNamesItsOwnRule() {
        String message = faults(Map.of(
                "tracehook.triggers[0].name", "first",
                "tracehook.triggers[0].intent", "review",
                "tracehook.triggers[0].to-status", "In Review",
                "tracehook.triggers[2].name", "second",
                "tracehook.triggers[2].enabled", "on",
                "tracehook.intents.review.tasks[3].agent", "code_review_agent",
                "tracehook.intents.review.tasks[3].timeout", "soon",
                "tracehook.review.rules[4].max-length", "0"));

        for (String fault : List.of(
                "tracehook.triggers[2]: follows a gap",
                "tracehook.triggers[2].enabled: must be true or false",
                "tracehook.intents.review.tasks[3]: follows a gap",
                "tracehook.intents.review.tasks[3].task: is missing",
                "tracehook.intents.review.tasks[3].timeout: must be a duration",
                "tracehook.review.rules[4].max-length: must be a whole number")) {
            assertTrue(message.contains(". " + fault), fault + " in " + message);
        }
    }

    @Test
    void aVariableThatIsNotSetDoesNotHideOtherFaultsAndIsNamedOnce() {
        String message = faults(Map.of(
                "tracehook.paused", "ture",
                "tracehook.feedback.transitions.review_code.success", "${NONE}",
                "tracehook.remote-agents.other.config.suite", "${NONE}",
                "tracehook.testing.variables.CI", "${NONE}",
                "tracehook.triggers[0].context.repository", "${NONE}"));

        for (String property : List.of(
                "tracehook.paused (",
                "tracehook.feedback.transitions.review_code.success: refers to ${NONE}",
                "tracehook.remote-agents.other.config.suite: refers to ${NONE}",
                "tracehook.testing.variables.CI: refers to ${NONE}",
                "tracehook.triggers[0].context.repository: refers to ${NONE}",
                "tracehook.triggers[0].intent: is missing")) {
            assertTrue(message.contains(". " + property), property + " in " + message);
        }
        assertTrue(message.contains("8 fault(s)"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "base-url",
                "deployment",
                "email",
                "token",
                "account-id",
                "comment",
                "max-comment-length",
                "logs-url",
                "timeout",
                "transitions.review_code.success"
            })
    void anySettingOfFeedbackAsksForTheRest(String key) {
        Map<String, String> values = Map.of(
                "deployment",
                "cloud",
                "comment",
                "add",
                "max-comment-length",
                "2000",
                "timeout",
                "4s",
                "token",
                "a-token-of-the-tests",
                "base-url",
                "https://jira.example.com",
                "logs-url",
                "https://logs.example.com");

        String message = faults(Map.of("tracehook.feedback." + key, values.getOrDefault(key, "x")));

        assertTrue(message.contains(key.equals("base-url") ? "tracehook.feedback.token (" : "base-url ("), message);
    }

    @ParameterizedTest
    @CsvSource({
        "secret, fifteen-letters, false",
        "secret, sixteen--letters, true",
        "previous-secret, fifteen-letters, false",
        "token, fifteen-letters, false",
        "token, sixteen--letters, true"
    })
    void secretsHaveSixteenCharactersOrMore(String property, String value, boolean starts) {
        TestFunction function = TestFunction.with(Map.of("tracehook.webhook." + property, value));

        if (starts) {
            assertDoesNotThrow(function::deliveries);
        } else {
            String message = assertThrows(IllegalStateException.class, function::deliveries)
                    .getMessage();
            assertTrue(message.contains("tracehook.webhook." + property), message);
            assertTrue(!message.contains(value), message);
        }
    }

    @Test
    void anEmptySecretIsNone() {
        TestFunction function = TestFunction.of(Map.of("tracehook.webhook.secret", ""), LaunchMode.NORMAL);

        Reply reply = function.post(TestFunction.utf8("{}"), Map.of());

        assertEquals(401, reply.status());
        assertTrue(TestFunction.json(reply).path("detail").asText().contains("no secret is configured"));
    }

    @Test
    void unsignedDeliveriesCannotBeAllowedOnLambda() {
        WebhookConfig config =
                TestFunction.config(Map.of("tracehook.webhook.allow-unauthenticated", "true"), WebhookConfig.class);
        Faults faults = new Faults();

        WebhookConfig.check(config, false, faults);
        assertEquals(List.of(), faults.all());

        WebhookConfig.check(config, true, faults);
        assertEquals(
                List.of("tracehook.webhook.allow-unauthenticated"),
                faults.all().stream().map(Fault::property).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.paused, ture",
        "tracehook.paused, yes",
        "tracehook.paused, yess",
        "tracehook.triggers[0].enabled, on",
        "tracehook.webhook.allow-unauthenticated, 1",
        "tracehook.webhook.max-body-size, 5 MB",
        "tracehook.webhook.max-body-size, 99999999999T",
        "tracehook.webhook.explicit-intents, 'review_code, ,review_code'",
        "tracehook.deadline.ceiling, abc",
        "tracehook.deadline.ceiling, 0s",
        "tracehook.deadline.ceiling, 9999999999d",
        "tracehook.deadline.reserve, -1s",
        "tracehook.workspace.base-branch, 'main '",
        "tracehook.store.endpoint-override, localhost",
        "tracehook.triggers[0].projects, 'PROJ, ,OPS'",
        "tracehook.triggers[0].actors, ' , '"
    })
    void aValueOfAnotherTypeIsAFaultBesideTheOthersAndIsNotShown(String property, String value) {
        String message = faults(Map.of(
                "tracehook.triggers[0].name",
                "r",
                "tracehook.triggers[0].intent",
                "review_code",
                "tracehook.triggers[0].to-status",
                "In Review",
                "tracehook.store.ttl",
                "s3cr3t-v4lu3",
                property,
                value));

        assertTrue(message.contains("2 fault(s)"), message);
        assertTrue(message.contains(". " + property + " ") || message.contains(". " + property + ":"), message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.webhook.token-header, X-Hub-Signature",
        "tracehook.webhook.token-header, with blanks",
        "tracehook.jira.site, https://api.atlassian.com/",
        "tracehook.jira.site, acme.atlassian.net/jira",
        "tracehook.jira.site, 'acme.atlassian.net, jira.example.com/jira/browse/PROJ-1'"
    })
    void aValueThatMeansNothingIsAFaultBesideTheOthers(String property, String value) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "review_code",
                "tracehook.triggers[0].to-status", "In Review",
                "tracehook.webhook.token", "s3cr3t-v4lu3"));
        properties.put(property, value);

        String message = faults(properties);

        assertTrue(message.contains("2 fault(s)"), message);
        assertTrue(message.contains(". " + property + " ") || message.contains(". " + property + ":"), message);
        assertFalse(message.contains("s3cr3t"), message);
    }

    @Test
    void blanksAroundTheElementsOfAListMeanNothing() {
        TestFunction function = TestFunction.with(Map.of(
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "review_code",
                "tracehook.triggers[0].to-status", "Done , In Review",
                "tracehook.triggers[0].projects", "OPS, PROJ",
                "tracehook.triggers[0].code-from", "description",
                "tracehook.intents.review_code.required", "jira_issue_key, environment | code_changes",
                "tracehook.intents.review_code.tasks[0].agent", "code_review_agent",
                "tracehook.intents.review_code.tasks[0].task", "Review"));

        assertEquals(
                "SUCCESS",
                TestFunction.json(function.signed("cloud-issue-updated-in-review"))
                        .path("pipeline_status")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"|", "a|", "|a", "a||b", "a b"})
    void aRequirementWithoutANameIsAFault(String required) {
        String message = faults(Map.of(
                "tracehook.intents.review_code.required", required,
                "tracehook.intents.review_code.tasks[0].agent", "code_review_agent",
                "tracehook.intents.review_code.tasks[0].task", "Review"));

        assertTrue(message.contains("tracehook.intents.review_code.required"), message);
    }

    @Test
    void theDefaultExplicitIntentIsCheckedWhereThereIsOne() {
        String message = faults(Map.of(
                "tracehook.intents.review_code.tasks[0].agent", "code_reveiw_agent",
                "tracehook.intents.review_code.tasks[0].task", "Review",
                "tracehook.intents.other.tasks[0].agent", "code_review_agent",
                "tracehook.intents.other.tasks[0].task", "Review",
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "other",
                "tracehook.triggers[0].to-status", "In Review"));

        assertTrue(message.contains("tracehook.webhook.explicit-intents"), message);
        assertTrue(message.contains("'code_reveiw_agent'"), message);
    }

    @Test
    void aRuleMayNotAskForAnIntentWhoseAgentIsNotThere() {
        String message = faults(WRITING);

        assertTrue(
                message.contains("tracehook.triggers[0].intent: the intent 'write' runs "
                        + "'writer', and there is no such agent: use one of code_review_agent"),
                message);
    }

    @Test
    void theShippedIntentNeedsAnAuthorAndAGitHostOnlyWhereARuleAsksForIt() {
        String message = faults(Map.of(
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "ticket_to_pull_request",
                "tracehook.triggers[0].to-status", "To Do",
                "tracehook.triggers[0].actors", "a",
                "tracehook.triggers[0].projects", "P",
                "tracehook.triggers[0].code-from", "agent:author_agent"));

        assertTrue(message.contains("or bind yours with tracehook.remote-agents.author_agent.url"), message);
        assertTrue(message.contains("there is no such agent: use one of"), message);
        assertDoesNotThrow(() -> TestFunction.with(Map.of()).deliveries());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "development_agent | paths | web/[a] | the glob 'web/[a]' uses '['",
                "development_agent | paths | 'a,,b' | has an empty element",
                "code_review_agent | review | wbe | there is no set 'wbe': use one of web, or define it under"
                        + " tracehook.review.sets",
                "testing_agent | test | wbe | there is no test command 'wbe': use one of web, or define it under"
                        + " tracehook.testing.commands"
            })
    void whatARuleNarrowsIsCheckedByTheAgentThatItRuns(String agent, String name, String value, String problem) {
        Map<String, String> properties = writing(Map.of(
                "tracehook.intents.write.tasks[0].agent",
                agent,
                "tracehook.review.sets.web.rules",
                "python-print",
                "tracehook.testing.commands.web.command",
                "true",
                "tracehook.triggers[0].context." + name,
                value));

        String message = faults(properties);

        assertTrue(message.contains("tracehook.triggers[0].context." + name + ": " + problem), message);
        properties.put("tracehook.triggers[0].context." + name, "web");
        assertDoesNotThrow(() -> TestFunction.with(properties).deliveries());
    }

    @Test
    void anAgentOfOnesOwnGetsSuchValuesAsAnyOther() {
        TestFunction function = TestFunction.with(writing(Map.of("tracehook.triggers[0].context.test", "anything")))
                .agent(writer());

        assertDoesNotThrow(function::deliveries);
    }

    @ParameterizedTest
    @CsvSource({"description", "context"})
    void codeOfATicketIsWrittenOnlyForNamedPeopleInNamedProjects(String from) {
        String message = faults(writing(Map.of("tracehook.triggers[0].code-from", from)), writer());

        assertTrue(message.contains("tracehook.triggers[0].code-from"), message);
        assertTrue(message.contains("'writer'"), message);
        faults(writing(Map.of("tracehook.triggers[0].code-from", from, "tracehook.triggers[0].actors", "a")), writer());
        faults(
                writing(Map.of("tracehook.triggers[0].code-from", from, "tracehook.triggers[0].projects", "P")),
                writer());

        TestFunction named = TestFunction.with(writing(Map.of(
                        "tracehook.triggers[0].code-from", from,
                        "tracehook.triggers[0].actors", "a",
                        "tracehook.triggers[0].projects", "P")))
                .agent(writer());
        assertDoesNotThrow(named::deliveries);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            author_agent,code_review_agent,development_agent | author_agent | a | P |
            author_agent,author_agent                        | author_agent | a | P |
            author_agent,development_agent                   | author_agent |   | P | set actors and projects of the rule
            author_agent,code_review_agent                   | author_agent | a |   | set actors and projects of the rule
            author_agent                                     | author_agent |   |   | set actors and projects of the rule
            development_agent,author_agent       | author_agent      | a | P | the intent 'write' does not run 'author_agent' before 'development_agent'
            code_review_agent,author_agent,development_agent | author_agent | a | P | does not run 'author_agent' before 'code_review_agent'
            code_review_agent                    | author_agent      | a | P | does not run 'author_agent' before 'code_review_agent'
            author_agent                         | other_agent       | a | P | the intent 'write' does not run 'other_agent':
            development_agent                    | development_agent | a | P |
            """)
    void whoTakesCodeFromAnAgentNamesPeopleAndRunsItFirst(
            String plan, String author, String actors, String projects, String problem) {
        Map<String, String> properties = new HashMap<>(Map.of(
                "tracehook.triggers[0].name", "r",
                "tracehook.triggers[0].intent", "write",
                "tracehook.triggers[0].to-status", "To Do",
                "tracehook.triggers[0].code-from", "agent:" + author));
        String[] agents = plan.split(",");
        for (int i = 0; i < agents.length; i++) {
            properties.put("tracehook.intents.write.tasks[" + i + "].agent", agents[i]);
            properties.put("tracehook.intents.write.tasks[" + i + "].task", "x");
        }
        if (actors != null) {
            properties.put("tracehook.triggers[0].actors", actors);
        }
        if (projects != null) {
            properties.put("tracehook.triggers[0].projects", projects);
        }
        Agent named = named("author_agent");

        if (problem == null) {
            assertDoesNotThrow(TestFunction.with(properties).agent(named)::deliveries);
        } else {
            String message = faults(properties, named);
            assertTrue(message.contains("1 fault(s)") && message.contains("tracehook.triggers[0].code-from"), message);
            assertTrue(message.contains(problem), message);
        }
    }

    @Test
    void codeFromNowhereNeedsNobody() {
        TestFunction function = TestFunction.with(WRITING).agent(writer());

        assertDoesNotThrow(function::deliveries);
    }

    @Test
    void whatDoesMoreThanLookNeedsALedgerThatAllProcessesShare() {
        Faults faults = new Faults();
        StartupCheck check = new StartupCheck(faults);
        StartupCheck.Plans plans = new StartupCheck.Plans(writingPlans(), Map.of("writer", writer()));

        check.remembered(Set.of("review_code"), plans);
        check.remembered(writingRule(false).intents(), plans);
        assertEquals(List.of(), faults.all());

        check.remembered(writingRule(true).intents(), plans);
        assertEquals(1, faults.all().size());
        String fault = faults.all().get(0).toString();
        assertTrue(
                fault.startsWith("tracehook.store.type (TRACEHOOK_STORE_TYPE): the intent 'write' runs 'writer'"),
                fault);
        assertTrue(fault.contains("tracehook.delivery.accept-duplicates=true"), fault);
    }

    private static DecisionRules writingPlans() {
        AgentTask task = new AgentTask("writer", "Write", Duration.ofSeconds(1));
        return new DecisionRules(List.of(new DecisionRule("write", List.of(), new ExecutionPlan(List.of(task)))));
    }

    private static TriggerRules writingRule(boolean enabled) {
        return new TriggerRules(List.of(
                new TriggerRule("tracehook.triggers[0]", "r", enabled, "write", Map.of(), Map.of(), CodeFrom.NONE)));
    }

    @ParameterizedTest
    @CsvSource({
        "tracehook.delivery.max-age, 31d",
        "tracehook.delivery.max-age, 0",
        "tracehook.delivery.max-age, never",
        "tracehook.delivery.accept-duplicates, yes",
        "tracehook.limits.runs-per-issue-per-hour, -1",
        "tracehook.limits.runs-per-issue-per-hour, 1001",
        "tracehook.store.ttl, 1h",
        "tracehook.store.ttl, 366d",
        "tracehook.store.type, redis",
        "tracehook.store.endpoint-override, localhost:8000",
        "tracehook.store.endpoint-override, 'http://a b'"
    })
    void aFaultInWhatIsRememberedStopsTheStart(String property, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("tracehook.delivery.max-age", "24h"));
        properties.put(property, value);

        String message = faults(properties);

        assertTrue(message.contains(". " + property + " ("), message);
    }

    @ParameterizedTest
    @CsvSource({"10d, 10d, true", "10d, 11d, true", "off, 1h, true", "8d, 7d, false"})
    void whatIsForgottenMustBeTooOldToRun(String maxAge, String ttl, boolean starts) {
        Map<String, String> properties = Map.of("tracehook.delivery.max-age", maxAge, "tracehook.store.ttl", ttl);

        if (starts) {
            assertDoesNotThrow(() -> TestFunction.with(properties).deliveries());
        } else {
            assertTrue(faults(properties).contains("tracehook.store.ttl ("));
        }
    }

    @Test
    void aTableNeedsAName() {
        assertTrue(faults(Map.of("tracehook.store.type", "dynamodb")).contains("tracehook.store.table ("));
    }

    @Test
    void twoAgentsMayNotShareAName() {
        String message = faults(WRITING, writer(), writer());

        assertTrue(message.contains("two agents are named 'writer'"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prüfung", "写", "a\tb", " a", "a "})
    void aNameThatNoMetricTakesIsAFault(String name) {
        Map<String, String> intents = Map.of(
                "tracehook.intents.\"" + name + "\".tasks[0].agent", "writer",
                "tracehook.intents.\"" + name + "\".tasks[0].task", "Write");

        assertTrue(faults(intents, writer()).contains("'" + name + "' cannot name an intent or an agent"));
        assertTrue(faults(WRITING, writer(), named(name)).contains("'" + name + "' cannot name an intent"));
    }

    @Test
    void aNameMayBeLongButNotLongerThanWhatALineAlwaysHolds() {
        assertTrue(faults(WRITING, writer(), named("x".repeat(201))).contains("cannot name"));
        assertDoesNotThrow(
                TestFunction.with(WRITING).agent(writer()).agent(named("x y".repeat(66) + "zz"))::deliveries);
    }

    @Test
    void ownIntentsAloneLeaveNoShippedRuleBehind() {
        Map<String, String> intentsOnly = Map.of(
                "tracehook.intents.write.tasks[0].agent", "writer",
                "tracehook.intents.write.tasks[0].task", "Write");
        TestFunction function = TestFunction.with(intentsOnly).agent(writer());

        Reply reply = function.signed("cloud-issue-updated-in-review");

        assertEquals(
                "a rule under tracehook.triggers",
                TestFunction.json(reply).path("reasons").get(0).path("expected").asText());
    }
}
