package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tracehook.config.Configured;
import org.tracehook.config.Fault;
import org.tracehook.config.Faults;

class ReviewConfigTest {

    private static final String OWN = """
            tracehook.review.rules[0].id=no-sleep
            tracehook.review.rules[0].pattern=sleep
            tracehook.review.rules[0].category=standards
            tracehook.review.rules[0].message=No sleep
            """;

    private static final String KEY = "-----BEGIN RSA PRIVATE" + " KEY-----\n";
    private static final String TOKEN = "gh" + "p_" + "a1B2".repeat(9) + "\n";
    private static final String LEAKS = KEY + "AK" + "IA" + "Z9".repeat(8) + "\n" + TOKEN;

    private Faults faults = new Faults();

    @Test
    void withoutConfiguredRulesTheShippedOnesHold() throws Exception {
        assertEquals(
                Review.Decision.BLOCK,
                rules("").review(Map.of("a.py", "print(x)")).decision());
        assertEquals(List.of(), faults.all());
    }

    @Test
    void shippedSecurityRulesStayOnBesideConfiguredOnes() throws Exception {
        ReviewRules rules = rules(OWN);

        assertEquals(List.of(), faults.all());
        assertEquals(
                List.of("private-key", "cloud-key", "access-token", "no-sleep"),
                broken(rules.review(Map.of("a.py", "sleep(1)\n" + LEAKS + "print(x)\n<<<<<<< HEAD\n"))));
    }

    @Test
    void eachShippedRuleIsSwitchedOffByItsId() throws Exception {
        String disabled = "tracehook.review.disabled=private-key, access-token\n";

        assertEquals(
                List.of("cloud-key", "no-sleep"),
                broken(rules(OWN + disabled).review(Map.of("a.py", "sleep(1)\n" + LEAKS))));
        assertEquals(
                List.of("python-print", "cloud-key", "merge-marker"),
                broken(rules(disabled).review(Map.of("a.py", "print(x)\n" + LEAKS + "<<<<<<< HEAD\n"))));
        assertEquals(List.of(), faults.all());
    }

    @ParameterizedTest
    @CsvSource({
        "a.py, true",
        "A.TS, true",
        "a.go, true",
        "build/Dockerfile, true",
        "src/a.kt, true",
        "Jenkinsfile.release, true",
        "lib/core, true",
        "lib/other, false",
        "lib/a/b, false",
        "src/logo.png, false",
        "docs/logo.png, false",
        "a.png, false"
    })
    void whatARuleNamesByMoreThanItsDirectoryHasToBeReviewable(String file, boolean asked) throws Exception {
        String own = OWN
                + "tracehook.review.rules[0].globs=*.go,src/**,docs/*,Dockerfile,src/**/*.kt,Jenkinsfile*,lib/c*,lib/**\n";
        String approve = "tracehook.review.unreviewed=approve\n";
        Map<String, String> unreadable = Map.of(file, "\0");

        Review review = rules(own).review(unreadable);
        Review approved = rules(own + approve).review(unreadable);

        assertEquals(List.of(), faults.all());
        assertEquals(asked ? Review.Decision.REQUEST_CHANGES : Review.Decision.APPROVE, review.decision());
        assertEquals(asked, review.notReviewed().isEmpty());
        assertEquals(Review.Decision.APPROVE, approved.decision());
        assertEquals(Optional.of("not reviewed: " + file + " (binary)"), approved.remark());
    }

    @Test
    void allShippedRulesStayOnWhereThatIsSaid() throws Exception {
        ReviewRules rules =
                rules(OWN + "tracehook.review.include-shipped=true\ntracehook.review.disabled=merge-marker\n");

        assertEquals(List.of(), faults.all());
        assertEquals(
                List.of("python-print", "private-key", "no-sleep"),
                broken(rules.review(Map.of("a.py", "sleep(1)\nprint(x)\n<<<<<<< HEAD\n" + KEY))));
    }

    @Test
    void anIdThatIsNotShippedCannotBeSwitchedOff() {
        rules(OWN + "tracehook.review.include-shipped=yes\n");
        assertEquals(List.of(new Fault("tracehook.review.include-shipped", "must be true or false")), faults.all());

        faults = new Faults();
        rules(OWN + "tracehook.review.disabled=no-sleep,aws-access-key,private-key\n");

        String ids = ShippedRules.ALL.stream().map(ReviewRule::id).collect(Collectors.joining(", "));
        assertEquals(
                List.of(
                        new Fault("tracehook.review.disabled", "'no-sleep' is no shipped rule: use ids of " + ids),
                        new Fault(
                                "tracehook.review.disabled", "'aws-access-key' is no shipped rule: use ids of " + ids)),
                faults.all());
    }

    @Test
    void aRuleOfOnesOwnTakesTheIdOfAShippedOneOnlyWhereThatIsOff() throws Exception {
        String own = OWN.replace("no-sleep", "access-token");
        rules(own);

        assertEquals(
                List.of(new Fault(
                        "tracehook.review.rules[0].id",
                        "is also the id of a shipped rule that holds: give the rule another id, or add access-token to"
                                + " tracehook.review.disabled (TRACEHOOK_REVIEW_DISABLED) to have it in its place")),
                faults.all());

        faults = new Faults();
        ReviewRules replaced = rules(own + "tracehook.review.disabled=access-token\n");
        rules(OWN.replace("no-sleep", "python-print"));
        assertEquals(List.of(), faults.all());
        assertEquals(List.of("access-token"), broken(replaced.review(Map.of("a.py", "sleep(1)\n" + TOKEN))));
    }

    @Test
    void configuredRulesReplaceTheOtherShippedOnes() throws Exception {
        ReviewRules rules = rules("""
                tracehook.review.rules[0].id=no-sleep
                tracehook.review.rules[0].globs=*.java, src/**/*.{kt\\\\,kts}
                tracehook.review.rules[0].pattern=\\\\bThread\\\\.sleep\\\\(
                tracehook.review.rules[0].category=standards
                tracehook.review.rules[0].message=Thread.sleep not allowed; use the scheduler
                tracehook.review.rules[1].id=short-lines
                tracehook.review.rules[1].max-length=40
                tracehook.review.rules[1].category=edge_case
                tracehook.review.rules[1].message=Line of {length} is long; {length} > 40
                """);

        assertEquals(List.of(), faults.all());
        String line = "Thread.sleep(1); System.out.println(\"😀\");";
        assertEquals(
                List.of("Thread.sleep not allowed; use the scheduler", "Line of 41 is long; 41 > 40"),
                messages(rules.review(Map.of("A.java", line))));
        assertEquals(
                List.of("Thread.sleep not allowed; use the scheduler"),
                messages(rules.review(Map.of("src/b.kts", "Thread.sleep(1)"))));
        assertEquals(List.of("Line of 41 is long; 41 > 40"), messages(rules.review(Map.of("b.kts", line))));
    }

    @Test
    void everyValueOfAnotherTypeIsReportedAtOnce() {
        rules("""
                tracehook.review.rules[0].id=bad-values
                tracehook.review.rules[0].globs=*.py,*.{js
                tracehook.review.rules[0].pattern=a(?=b)
                tracehook.review.rules[0].category=style
                tracehook.review.rules[0].message=No
                tracehook.review.rules[1].globs=*.py
                tracehook.review.rules[2].id=fine
                tracehook.review.rules[2].pattern=x
                tracehook.review.rules[2].category=security
                tracehook.review.rules[2].message=\\u0020
                """);

        assertEquals(
                List.of(
                        new Fault(
                                "tracehook.review.rules[0].category",
                                "must be one of architecture, edge-case, security, standards"),
                        new Fault(
                                "tracehook.review.rules[0].globs",
                                "the glob '*.{js' has a '{' without '}' or the reverse: in a comma-separated property"
                                        + " write {a\\\\,b}"),
                        new Fault(
                                "tracehook.review.rules[0].pattern",
                                "is no RE2 expression (invalid or unsupported Perl syntax: (?=): correct it;"
                                        + " RE2 has no look-around and no back-references"),
                        new Fault("tracehook.review.rules[1].category", "is missing: give it a value"),
                        new Fault("tracehook.review.rules[1].id", "is missing: give it a value"),
                        new Fault("tracehook.review.rules[1].message", "is missing: give it a value"),
                        new Fault(
                                "tracehook.review.rules[2].message", "is empty: give it a value or take the line out")),
                faults.all());
    }

    @Test
    void everyRuleThatDoesNotGoTogetherIsReportedAtOnce() throws Exception {
        ReviewRules rules = rules("""
                tracehook.review.rules[0].id=one
                tracehook.review.rules[0].category=standards
                tracehook.review.rules[0].message=Neither pattern nor length
                tracehook.review.rules[1].id=one
                tracehook.review.rules[1].pattern=y
                tracehook.review.rules[1].max-length=10
                tracehook.review.rules[1].category=security
                tracehook.review.rules[1].message=Both
                tracehook.review.rules[2].id=fine
                tracehook.review.rules[2].pattern=x
                tracehook.review.rules[2].category=security
                tracehook.review.rules[2].message=No x
                """);

        assertEquals(
                List.of(
                        new Fault(
                                "tracehook.review.rules[0].pattern",
                                "is missing: say what must not occur in a line, or set max-length"),
                        new Fault(
                                "tracehook.review.rules[1].id",
                                "is also the id of tracehook.review.rules[0]: give each rule an id of its own"),
                        new Fault(
                                "tracehook.review.rules[1].max-length", "cannot stand beside pattern: make two rules")),
                faults.all());
        assertEquals(List.of("No x"), messages(rules.review(Map.of("any", "x"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "ten", "1.5", "1000000000", "٣"})
    void lengthHasToBeAPositiveNumber(String length) {
        rules("""
                tracehook.review.rules[0].id=short-lines
                tracehook.review.rules[0].category=standards
                tracehook.review.rules[0].message=Too long
                tracehook.review.rules[0].max-length=""" + length);

        assertEquals(
                List.of(new Fault(
                        "tracehook.review.rules[0].max-length", "must be a whole number from 1 to 999999999")),
                faults.all());
    }

    @Test
    void everyCategoryIsWrittenByItsWireName() {
        for (Category category : Category.values()) {
            rules(OWN.replace("standards", category.wireName()));
        }

        assertEquals(List.of(), faults.all());
    }

    private static final String SETS = OWN + """
            tracehook.review.include-shipped=true
            tracehook.review.sets.web.rules=javascript-console, no-sleep
            tracehook.review.sets.secrets.rules=access-token
            """;

    @Test
    void aSetHasItsRulesAndThoseOfCategorySecurity() throws Exception {
        ReviewSets rules = sets(SETS);
        Map<String, String> change = Map.of("a.js", "sleep()\nconsole.log(1)\nx = list[0]\n" + TOKEN);

        assertEquals(List.of(), faults.all());
        assertEquals(
                List.of("javascript-console", "access-token", "no-sleep"),
                broken(rules.chosenBy(Map.of("review", "web")).review(change)));
        assertEquals(
                List.of("access-token"),
                broken(rules.chosenBy(Map.of("review", "secrets")).review(change)));
        assertEquals(
                List.of("javascript-console", "access-token", "no-sleep", "javascript-direct-index"),
                broken(rules.chosenBy(Map.of("environment", "dev")).review(change)));
    }

    @Test
    void aSetNamesRulesThatHold() {
        rules(OWN + "tracehook.review.sets.web.rules=no-sleep,javascript-console\n");

        assertEquals(
                List.of(
                        "tracehook.review.sets.web.rules: names 'javascript-console', and no rule that holds has that id:"
                                + " use some of access-token, cloud-key, no-sleep, private-key"),
                faults.all().stream().map(Fault::toString).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,,b"})
    void aSetHasNoEmptyElement(String ids) {
        rules(OWN + "tracehook.review.sets.web.rules=" + ids + "\n");

        assertEquals(1, faults.all().size());
        assertEquals("tracehook.review.sets.web.rules", faults.all().get(0).property());
    }

    @Test
    void aSetThatIsNotThereIsSaidWithThoseThatAre() {
        assertEquals(Optional.empty(), sets(SETS).problemWith(Map.of("review", "web")));
        assertEquals(
                Optional.of("there is no set 'wbe': use one of secrets, web, or define it under tracehook.review.sets"),
                sets(SETS).problemWith(Map.of("review", "wbe")));
        assertEquals(
                Optional.of("there is no set 'web': define it under tracehook.review.sets"),
                sets(OWN).problemWith(Map.of("review", "web")));
    }

    private static List<String> broken(Review review) {
        return review.findings().stream().map(Finding::rule).toList();
    }

    private static List<String> messages(Review review) {
        return review.findings().stream().map(Finding::message).toList();
    }

    private ReviewRules rules(String properties) {
        return Optional.ofNullable(sets(properties)).map(ReviewSets::all).orElse(null);
    }

    private ReviewSets sets(String properties) {
        return Configured.of(ReviewConfig.class, read(properties), faults)
                .map(config -> ReviewSets.from(config, faults))
                .orElse(null);
    }

    private static Map<String, String> read(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach((key, value) -> values.put((String) key, (String) value));
        return values;
    }
}
