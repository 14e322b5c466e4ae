package org.tracehook.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.agent.codereview.Review;
import org.tracehook.agent.codereview.Review.Decision;
import org.tracehook.orchestrator.DecisionRules.PlanDecision;
import org.tracehook.orchestrator.ExecutionPlan;

/** The first three tests are samples: tests of your own look like them. */
class RulesTest {

    private static final Path FILE = Path.of("src/test/resources/rules/application.properties");

    @TempDir
    Path directory;

    @Test
    void aTriggerRuleIsTested() {
        Rules rules = Rules.of(FILE);
        Path payload = payload("cloud-issue-updated-in-review");

        assertEquals(Optional.of("release_check"), rules.intent(payload));
        assertTrue(rules.verdicts(payload).get(0).matched());
    }

    @Test
    void aDecisionRuleIsTested() {
        Rules rules = Rules.of(FILE);
        ExecutionPlan plan = rules.plan("release_check");
        PlanDecision decision = rules.decision(payload("cloud-issue-updated-in-review"));

        assertEquals("code_review_agent → testing_agent", plan.summary());
        assertEquals(Duration.ofSeconds(4), plan.tasks().get(0).timeout());
        assertEquals("Intent 'release_check' missing required context: environment", decision.refusal());
    }

    @Test
    void aReviewRuleIsTested() {
        Review review = Rules.of(FILE).review("src/app.py", "x = 1\ny = 2  # FIXME\n");

        assertEquals(Decision.REQUEST_CHANGES, review.decision());
        assertEquals("no-fixme", review.findings().get(0).rule());
        assertEquals(2, review.findings().get(0).line());
        assertEquals("FIXME found; file an issue", review.findings().get(0).message());
    }

    private static Path payload(String fixture) {
        return Path.of("src/test/resources/jira/" + fixture + ".json");
    }

    private Rules rules(String... lines) throws IOException {
        return Rules.of(Files.write(directory.resolve("application.properties"), List.of(lines)));
    }

    @Test
    void whatTheFileHasNothingOfIsAsShipped() throws IOException {
        Rules rules = rules();

        assertEquals(Optional.of("review_code"), rules.intent(payload("cloud-issue-updated-in-review")));
        assertEquals("code_review_agent", rules.plan("review_code").summary());
        assertEquals(Decision.BLOCK, rules.review("src/app.py", "print(1)\n").decision());
    }

    @Test
    void theFileInTheZipHasRulesWithoutAFaultWhenItsCommentsAreTakenAway() throws IOException {
        List<String> example = Files.readAllLines(Path.of("src/main/zip.jvm/config/application.properties")).stream()
                .map(line -> line.replaceFirst("^#(?=tracehook\\.)", ""))
                .toList();
        Rules rules = rules(example.toArray(String[]::new));

        assertEquals(Optional.of("review_code"), rules.intent(payload("cloud-issue-updated-in-review")));
        assertEquals(
                Decision.BLOCK, rules.review("A.java", "Thread.sleep(1);\n").decision());
    }

    @Test
    void aSecretIsBlockedByTheShippedRulesBesideOnesOwn() {
        Review review = Rules.of(FILE).review("key.txt", "-----BEGIN PRIVATE KEY-----\n");

        assertEquals("private-key", review.findings().get(0).rule());
        assertEquals(Decision.BLOCK, review.decision());
    }

    @Test
    void aRepositoryOfTheConfigurationIsWhatAnIntentMayRequire() throws IOException {
        String[] rule = {
            "tracehook.triggers[0].name=r",
            "tracehook.triggers[0].intent=review_code",
            "tracehook.triggers[0].to-status=In Review",
            "tracehook.workspace.repository=https://git.example.com/web.git"
        };

        assertNull(
                rules(rule).decision(payload("cloud-issue-updated-in-review")).refusal());
        rule[3] = "";
        assertEquals(
                "Intent 'review_code' missing required context: repository",
                rules(rule).decision(payload("cloud-issue-updated-in-review")).refusal());
    }

    /** A body that names its intent, which is {@code review_code}. */
    @ParameterizedTest
    @CsvSource({",review_code", "tracehook.webhook.explicit-intents=run_tests,"})
    void anIntentNamedByTheSenderIsTakenAsTheFileSays(String line, String intent) throws IOException {
        Rules rules = rules(line == null ? "" : line);

        assertEquals(Optional.ofNullable(intent), rules.intent(payload("explicit-review-approve")));
    }

    @Test
    void aTaskWithoutALimitMayTakeLongerWhenTheReplyComesFirst() throws IOException {
        String[] lines = {
            "tracehook.intents.own.tasks[0].agent=own_agent", "tracehook.intents.own.tasks[0].task=Do it", ""
        };
        assertEquals(
                Duration.ofSeconds(15), rules(lines).plan("own").tasks().get(0).timeout());

        lines[2] = "tracehook.execution=acknowledge";
        assertEquals(
                Duration.ofMinutes(5), rules(lines).plan("own").tasks().get(0).timeout());
    }

    @Test
    void whatIsForDevModeAloneIsNotAsked() throws IOException {
        Rules rules = rules(
                "%dev.tracehook.triggers[0].name=r",
                "%dev.tracehook.triggers[0].intent=run_tests", "%dev.tracehook.triggers[0].to-status=In Review");

        assertEquals(Optional.of("review_code"), rules.intent(payload("cloud-issue-updated-in-review")));
    }

    @Test
    void aPayloadThatAsksForNothingHasNoDecision() {
        Path payload = payload("cloud-issue-updated-summary");

        AssertionError none =
                assertThrows(AssertionError.class, () -> Rules.of(FILE).decision(payload));
        assertTrue(none.getMessage().contains("cloud-issue-updated-summary.json asks for no intent"));
        assertTrue(none.getMessage().contains("condition=to-status"), none::getMessage);
        assertThrows(AssertionError.class, () -> Rules.of(FILE).plan("review_code"));
    }

    @Test
    void allFaultsOfNamesAndValuesAreInOneMessage() {
        String message = assertThrows(
                        AssertionError.class,
                        () -> rules(
                                "tracehook.triggers[0].name=r",
                                "tracehook.triggers[0].intent=own",
                                "tracehook.triggers[0].to-status=Done",
                                "tracehook.triggers[0].labels=${A_LABEL_THAT_NO_TEST_SETS}",
                                "tracehook.intents.own.tasks[0].agent=own_agent",
                                "tracehook.intents.own.tasks[0].timeout=soon",
                                "tracehook.review.rules[0].id=digits",
                                "tracehook.review.rules[0].pattern=\\d+",
                                "tracehook.review.rules[0].category=standard",
                                "tracehook.review.rules[0].message=Digits",
                                "tracehook.review.rules[0].message=Numbers",
                                "tracehook.webhook.sekret=x"))
                .getMessage();

        assertEquals(
                List.of(
                        "tracehook.intents.own.tasks[0].task",
                        "tracehook.intents.own.tasks[0].timeout",
                        "tracehook.review.rules[0].category",
                        "tracehook.review.rules[0].message",
                        "tracehook.review.rules[0].pattern",
                        "tracehook.triggers[0].labels",
                        "tracehook.webhook.sekret"),
                message.lines()
                        .skip(1)
                        .map(fault -> fault.replaceFirst("^ *\\d+\\. ([^ :]+).*", "$1"))
                        .toList(),
                message);
    }
}
