package org.tracehook.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tracehook.intent.Intent;
import org.tracehook.intent.Verdict;

/** Rules as an operator writes them, asked about payloads of real shape. */
class TriggerRulesTest {

    private static final String IN_REVIEW = "cloud-issue-updated-in-review";

    @TempDir
    Path directory;

    private Rules rules(String... lines) throws IOException {
        Path file = directory.resolve("application.properties");
        Files.write(file, List.of(lines));
        return Rules.of(file);
    }

    /** A rule {@code r} for the intent {@code review_code} with those conditions. */
    private Rules rule(String... conditions) throws IOException {
        String[] lines = new String[conditions.length + 2];
        lines[0] = "tracehook.triggers[0].name=r";
        lines[1] = "tracehook.triggers[0].intent=review_code";
        for (int i = 0; i < conditions.length; i++) {
            lines[i + 2] = "tracehook.triggers[0]." + conditions[i];
        }
        return rules(lines);
    }

    private static Path payload(String fixture) {
        return Path.of("src/test/resources/jira/" + fixture + ".json");
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-issue-updated-in-review, review_code",
        "cloud-description-adf, review_code",
        "cloud-issue-created,",
        "cloud-issue-updated-summary,",
        "cloud-issue-deleted,",
        "cloud-comment-created,",
        "looped-transition,",
        "moved-issue,",
        "cloud-sprint-started,",
        "automation-issue-root,"
    })
    void theShippedRuleActsOnEnteringReviewAlone(String fixture, String intent) throws IOException {
        assertEquals(Optional.ofNullable(intent), rules().intent(payload(fixture)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "events=jira:issue_updated | ",
                "to-status=In Review | ",
                "to-status= in review  | ",
                "to-status=Done,In Review | ",
                "from-status=In Progress | ",
                "to-status=Done | to-status: Done, found In Progress → In Review",
                "from-status=To Do | from-status: To Do, found In Progress → In Review",
                "events=comment_created,sprint_started | events: one of: comment_created, sprint_started, found jira:issue_updated"
            })
    void aConditionHoldsOrSaysWhatItWantedAndFound(String condition, String verdict) throws IOException {
        Verdict actual = rule(condition).verdicts(payload(IN_REVIEW)).get(0);

        assertEquals(verdict == null, actual.matched());
        if (verdict != null) {
            assertEquals(verdict, actual.condition() + ": " + actual.expected() + ", found " + actual.actual());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "projects=PROJ, true",
        "projects=proj, true",
        "projects=OTHER, false",
        "'projects=OTHER, PROJ', true",
        "issue-types=Task, true",
        "issue-types=Bug, false",
        "labels=ci, true",
        "labels=nightly, false",
        "actors=712020:11111111-aaaa, false",
        "ignore-actors=somebody, true"
    })
    void furtherConditionsNarrowARule(String condition, boolean matches) throws IOException {
        Rules rules = rule("to-status=In Review", condition);

        assertEquals(matches, rules.verdicts(payload(IN_REVIEW)).get(0).matched(), condition);
    }

    @ParameterizedTest
    @CsvSource({"to-status=Resolved", "from-status=In Progress"})
    void aDeletedIssueEntersAndLeavesNoStatus(String condition) throws IOException {
        Verdict verdict = rule(condition)
                .verdicts(payload("dc-issue-deleted-with-changelog"))
                .get(0);

        assertFalse(verdict.matched());
        assertEquals("no transition", verdict.actual());
    }

    @Test
    void actorsAreComparedByTheirAccountId() throws IOException {
        String actor = rule("to-status=In Review", "actors=nobody")
                .verdicts(payload(IN_REVIEW))
                .get(0)
                .actual();

        assertTrue(rule("to-status=In Review", "actors=" + actor)
                .verdicts(payload(IN_REVIEW))
                .get(0)
                .matched());
        Verdict ignored = rule("to-status=In Review", "ignore-actors=" + actor)
                .verdicts(payload(IN_REVIEW))
                .get(0);
        assertEquals("ignore-actors", ignored.condition());
        assertEquals("none of: " + actor, ignored.expected());
    }

    /** A user key may be the former name of somebody else. */
    @ParameterizedTest
    @CsvSource({
        "actors=carol, true",
        "actors=JIRAUSER10100, false",
        "ignore-actors=carol, false",
        "ignore-actors=JIRAUSER10100, true"
    })
    void dataCentersActorsAreComparedByTheirUserName(String condition, boolean matches) throws IOException {
        Verdict verdict = rule("to-status=Resolved", condition)
                .verdicts(payload("dc-issue-updated"))
                .get(0);

        assertEquals(matches, verdict.matched());
        if (!matches) {
            assertEquals("carol", verdict.actual());
        }
    }

    @Test
    void theFirstFailingConditionIsTheVerdict() throws IOException {
        Verdict verdict = rule("labels=nightly", "projects=OTHER", "to-status=Done")
                .verdicts(payload(IN_REVIEW))
                .get(0);

        assertEquals("projects", verdict.condition());
    }

    @Test
    void theFirstMatchWinsAndLaterRulesAreNotAsked() throws IOException {
        Rules rules = rules(
                "tracehook.triggers[0].name=done",
                "tracehook.triggers[0].intent=run_tests",
                "tracehook.triggers[0].to-status=Done",
                "tracehook.triggers[1].name=review",
                "tracehook.triggers[1].intent=review_code",
                "tracehook.triggers[1].to-status=In Review",
                "tracehook.triggers[2].name=also",
                "tracehook.triggers[2].intent=run_tests",
                "tracehook.triggers[2].to-status=In Review");

        assertEquals(Optional.of("review_code"), rules.intent(payload(IN_REVIEW)));
        assertEquals(
                List.of("done", "review"),
                rules.verdicts(payload(IN_REVIEW)).stream().map(Verdict::rule).toList());
    }

    @Test
    void aDisabledRuleSaysThatItIs() throws IOException {
        Verdict verdict = rule("to-status=In Review", "enabled=false")
                .verdicts(payload(IN_REVIEW))
                .get(0);

        assertEquals("enabled", verdict.condition());
        assertEquals("false", verdict.actual());
    }

    @Test
    void fixedContextReachesTheIntentInSnakeCase() throws IOException {
        Intent intent = rule("to-status=In Review", "context.repository=web", "context.base-branch=main")
                .selection(payload(IN_REVIEW))
                .intent()
                .orElseThrow();

        assertEquals("web", intent.settings().get("repository"));
        assertEquals("main", intent.settings().get("base_branch"));
        assertEquals("In Review", intent.issueStatus());
    }

    @ParameterizedTest
    @CsvSource({"none, false", "description, true", "context, false", "agent:author_agent, false"})
    void codeComesFromWhereTheRuleSays(String codeFrom, boolean hasCode) throws IOException {
        Intent intent = rule("to-status=In Review", "code-from=" + codeFrom)
                .selection(payload(IN_REVIEW))
                .intent()
                .orElseThrow();

        assertEquals(hasCode, intent.has("code_changes"));
        assertEquals(codeFrom, intent.codeFrom().toString());
    }

    @Test
    void everyFaultOfNamesAndTypesIsReportedWithItsProperty() {
        AssertionError error = assertThrows(
                AssertionError.class,
                () -> rules(
                        "tracehook.triggers[0].to-status=Done",
                        "tracehook.triggers[1].name=twice",
                        "tracehook.triggers[1].intent=chanelog",
                        "tracehook.triggers[1].projcts=PROJ",
                        "tracehook.triggers[1].code-from=anywhere"));

        assertEquals("""
                Tracehook does not start, its configuration has 4 fault(s):
                  1. tracehook.triggers[0].intent: is missing: give it a value
                  2. tracehook.triggers[0].name: is missing: give it a value
                  3. tracehook.triggers[1].code-from: must be none, context, description, or agent: with the name of an agent of \
                the plan, such as agent:author_agent
                  4. tracehook.triggers[1].projcts: is unknown: correct the name or take it out""", error.getMessage());
    }

    @Test
    void everythingThatDoesNotGoTogetherIsReportedWithItsProperty() {
        AssertionError error = assertThrows(
                AssertionError.class,
                () -> rules(
                        "tracehook.triggers[0].name=twice",
                        "tracehook.triggers[0].intent=review_code",
                        "tracehook.triggers[1].name=twice",
                        "tracehook.triggers[1].intent=chanelog",
                        "tracehook.triggers[1].events=x"));

        assertEquals("""
                Tracehook does not start, its configuration has 3 fault(s):
                  1. tracehook.triggers[0].to-status: the rule would match every event: set to-status, from-status or events
                  2. tracehook.triggers[1].intent: there is no intent 'chanelog': use one of development_flow, review_code, run_tests, ticket_to_pull_request, or define it under tracehook.intents
                  3. tracehook.triggers[1].name: 'twice' is the name of an earlier rule: choose another""", error.getMessage());
    }
}
