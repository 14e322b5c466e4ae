package org.tracehook.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page shows of the outputs of steps, and where it leads to; opened from disk. */
class PageOutputsTest extends PageFromDisk {

    private static final Path LOG = Path.of("src/test/resources/viewer/outputs.jsonl");
    private static final String TRACE = "trace=5f0c1a52-6d55-4c0e-9a53-2f1b8f1f7a10";
    private static final String COMMIT = "e4d1aba07c1f0b7a2f35d1f6f2f5f8a1b2c3d4e5";
    private static final String MARKUP = "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=2</script>";
    private static final JsonMapper MAPPER = new JsonMapper();

    private static List<ObjectNode> lines() throws IOException {
        List<ObjectNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(LOG)) {
            lines.add((ObjectNode) MAPPER.readTree(line));
        }
        return lines;
    }

    private void show(String hash) throws IOException {
        tab.read(Files.readString(LOG));
        go(hash);
    }

    /** Shows the log with these outputs in place of those of the first step. */
    private void showWith(String outputs) throws IOException {
        tab.read(with(json(outputs), TRACE.substring("trace=".length())));
        go(TRACE);
    }

    private static String with(JsonNode outputs, String id) throws IOException {
        List<ObjectNode> lines = lines();
        lines.get(2).set("outputs", outputs);
        return lines.stream().map(line -> line.put("trace_id", id) + "\n").collect(Collectors.joining());
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    private Locator trace() {
        return region("Trace");
    }

    private Locator step(int number) {
        return trace().locator(".steps > li").nth(number - 1);
    }

    private Locator links(Locator within) {
        return within.getByRole(AriaRole.LINK);
    }

    @Test
    void aCommitIsShownWithBranchFilesUsageAndPullRequest() throws IOException {
        show(TRACE);

        assertThat(step(1).locator("dt")).hasText(new String[] {"Commit", "Branch", "Files", "Usage", "Pull request"});
        assertThat(step(1).locator("dd")).hasText(new String[] {
            COMMIT.substring(0, 12),
            "develop/PROJ-124",
            "src/orders/discount.py src/orders/test_discount.py",
            "12,345 tokens in · 678 out · $0.0421",
            "#17 https://github.com/acme/app/pull/17"
        });
        assertThat(step(1).getByTitle(COMMIT)).isVisible();
        assertThat(links(step(1))).hasAttribute("href", "https://github.com/acme/app/pull/17");
        assertThat(links(step(1))).hasAttribute("rel", "noopener noreferrer");
    }

    @Test
    void whatTheRunMadeAndUsedStandsAboveItsSteps() throws IOException {
        show(TRACE);

        String text = trace().innerText();
        int made = text.indexOf("13,245 tokens in · 718 out · $0.0442");
        assertTrue(made > 0 && made < text.indexOf("Why it stopped"), text);
        assertTrue(text.indexOf("develop/PROJ-124") < made, text);
    }

    @Test
    void findingsComeBySeverityWithFileAndLine() throws IOException {
        show(TRACE);

        assertThat(step(2)).containsText("Findings (3 of 5)");
        assertThat(step(2).locator(".found > li")).hasText(new String[] {
            "⊘ BLOCKsrc/orders/discount.py:6Direct print() calls not allowed; use loggingarchitecture · no-print",
            "◐ CHANGESsrc/orders/test_discount.py:4TODO must name an issuestandards · no-todo",
            "· NOTEsrc/orders/discount.py:12A number without a name; give it oneedge_case · magic-number"
        });
    }

    @Test
    void failedTestsAreNamedWithMessageAndFile() throws IOException {
        show(TRACE);

        assertThat(step(4)).containsText("Failed tests (3)");
        assertThat(step(4).locator(".found > li").last())
                .hasText("✕ FAILtests.orders.test_tax.TaxTest.test_rateKeyError: 'DE'src/orders/test_tax.py");
        assertThat(step(4)).containsText("120 in all, 115 passed, 2 failed, 1 in error, 2 skipped");
        assertThat(step(4)).containsText("3.12 s");
    }

    @Test
    void otherOutputsAreCompactJsonAndCutOnesAreSaid() throws IOException {
        show(TRACE);

        assertThat(step(3)).containsText("{\"monthly_usd\":12.5,\"services\":[\"lambda\",\"dynamodb\"]}");
        assertThat(step(3)).containsText("The outputs were too long: some of them are cut.");
        assertThat(step(1)).not().containsText("too long");
    }

    @Test
    void outputsAreFoundByTheirText() throws IOException {
        show("text=TaxTest");
        assertThat(page.getByText("1 trace", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        go("text=TaxTests");
        assertThat(page.getByText("0 of 1 trace")).isVisible();
    }

    @Test
    void anAddressOnDiskCarriesPatternsOfLinks() throws IOException {
        show(TRACE);
        assertThat(links(trace())).hasCount(2);

        go(TRACE + "&issue_link=https://acme.atlassian.net/browse/{issue_key}"
                + "&commit_link=https://github.com/acme/app/commit/{commit}"
                + "&log_link=https://logs.example.com/?q={trace_id}");

        assertThat(trace().getByText("PROJ-124").first())
                .hasAttribute("href", "https://acme.atlassian.net/browse/PROJ-124");
        assertThat(links(step(2))).hasAttribute("href", "https://github.com/acme/app/commit/" + COMMIT);
        assertThat(links(step(4))).hasAttribute("href", "https://github.com/acme/app/commit/" + COMMIT);
        assertThat(trace().getByText("Log lines"))
                .hasAttribute("href", "https://logs.example.com/?q=5f0c1a52-6d55-4c0e-9a53-2f1b8f1f7a10");
        assertThat(trace().getByText("Rerun")).hasCount(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://localhost:44619/local/app/pull/1", "http://127.0.0.1/pull/1", "http://[::1]:1/pull/1"})
    void aPullRequestOnThisMachineIsALink(String url) throws IOException {
        showWith(MAPPER.createObjectNode().put("pull_request_url", url).toString());

        assertThat(links(step(1))).hasAttribute("href", url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " javascript:alert(1)//https://github.com",
                "http://github.com/acme/app/pull/17",
                "http://localhost.evil.example/pull/17",
                "http://127.0.0.1.evil.example/pull/17",
                "//github.com/acme/app",
                "data:text/html,x",
                "https://user:password@github.com/acme",
                "https://",
                "/traces"
            })
    void whatIsNoHttpsUrlIsNoLink(String url) throws IOException {
        showWith(MAPPER.createObjectNode().put("pull_request_url", url).toString());
        go(TRACE + "&issue_link=" + url + "&commit_link=" + url + "&log_link=" + url);

        assertThat(step(1)).containsText(url.strip());
        assertThat(links(trace())).hasCount(0);
    }

    @Test
    void aCommitThatIsNoneIsNoLinkAndAnIssueKeyCannotLeaveItsPlace() throws IOException {
        List<ObjectNode> lines = lines();
        lines.get(2).set("outputs", json("{\"commit\":\"../../evil\"}"));
        lines.forEach(line -> {
            if (line.at("/trace/trigger") instanceof ObjectNode trigger) {
                trigger.put("issue_key", "../x?a=b#c");
            }
        });
        lines.forEach(line -> tab.read(line.toString()));
        go(
                TRACE
                        + "&issue_link=https://acme.atlassian.net/browse/{issue_key}&commit_link=https://github.com/c/{commit}");

        assertThat(step(1)).containsText("../../evil");
        assertThat(links(step(1))).hasCount(0);
        assertThat(trace().getByText("../x?a=b#c").first())
                .hasAttribute("href", "https://acme.atlassian.net/browse/..%2Fx%3Fa%3Db%23c");
    }

    @Test
    void markupInAnyOutputIsText() throws IOException {
        String elements = "document.querySelectorAll('img, script').length";
        Object before = page.evaluate(elements);
        JsonNode markup = MAPPER.getNodeFactory().textNode(MARKUP);
        for (ObjectNode line : lines()) {
            if (line.path("outputs") instanceof ObjectNode outputs) {
                replaceTexts(outputs, markup);
                outputs.set(MARKUP, markup);
            }
            tab.read(line.toString());
        }
        go(TRACE);

        assertThat(trace().locator(".found").first()).containsText(MARKUP);
        assertThat(trace().locator(".outputs").first()).containsText(MARKUP);
        assertEquals(before, page.evaluate(elements));
        assertNull(page.evaluate("window.pwned"));
    }

    private static void replaceTexts(JsonNode node, JsonNode text) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                if (member.getValue().isTextual()) {
                    member.setValue(text);
                }
            });
        }
        node.forEach(child -> replaceTexts(child, text));
    }

    @Test
    void outputsOfAnyTypeAreShownAndAreNoReasonToStop() throws IOException {
        List<String> values = List.of("null", "7", "-0.5", "\"x\"", "[]", "[1,null]", "[{}]", "[[]]", "{}", "true");
        Set<String> names = new TreeSet<>();
        lines().forEach(line -> line.path("outputs").fieldNames().forEachRemaining(names::add));
        List<JsonNode> odd = new ArrayList<>();
        for (String value : values) {
            ObjectNode all = MAPPER.createObjectNode();
            names.forEach(name -> all.set(name, json(value)));
            odd.addAll(List.of(all, json(value)));
        }
        StringBuilder log = new StringBuilder();
        for (int i = 0; i < odd.size(); i++) {
            log.append(with(odd.get(i), "odd-" + i));
        }
        tab.read(log.toString());
        for (int i = 0; i < odd.size(); i++) {
            go("trace=odd-" + i);
            assertTrue(trace().innerText().contains("odd-" + i), odd.get(i).toString());
        }
        showWith("{\"__proto__\":{\"a\":1},\"constructor\":\"c\",\"tests\":{\"n\":1},\"findings\":[{}]}");
        assertThat(step(1).locator("dd")).hasText(new String[] {"{\"a\":1}", "c", "{\"n\":1}", "[{}]"});
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1001, 1100, 1200, 1300, 1301, 1360, 1920})
    void theListCutsNoTextThatHasRoom(int width) throws IOException {
        tab.close();
        use(chromium.tab(width, 850, ColorScheme.LIGHT));
        show("");

        assertThat(page.locator("#rows .row")).containsText("development_flow");
        assertEquals(List.of(), cut(".row span, .row b"));
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1001, 1301})
    void theListCutsNoKeyHoweverLongTheOthersAre(int width) throws IOException {
        tab.close();
        use(chromium.tab(width, 850, ColorScheme.LIGHT));
        show("");
        tab.read(Files.readString(LOG)
                .replace(TRACE.substring("trace=".length()), "another")
                .replace("PROJ-124", "A_LONG_PROJECT-123456")
                .replace("development_flow", "an_intent_with_a_name_much_longer_than_any_other")
                .replace("testing_agent", "an_agent_with_a_name_much_longer_than_any_other"));

        assertThat(page.locator("#rows .row").getByText("A_LONG_PROJECT-123456"))
                .isVisible();
        assertEquals(List.of(), cut(".row b, .row .badge"));
    }

    private Object cut(String elements) {
        return page.evaluate(
                "elements => [...document.querySelectorAll(elements)].filter(e => !e.matches('.line'))"
                        + ".filter(e => e.scrollWidth > Math.max(e.clientWidth, e.getBoundingClientRect().width)"
                        + " || e.getBoundingClientRect().right > document.getElementById('rows').getBoundingClientRect().right)"
                        + ".map(e => e.textContent)",
                elements);
    }

    @Test
    void failedTestsThatAreNotNamedAreCountedAndCountsComeFirst() throws IOException {
        showWith("{\"tests\":{\"total\":20,\"passed\":7,\"failed\":12,\"errors\":1},"
                + "\"failures\":[{\"name\":\"test_a\",\"message\":\"wrong\"}]}");

        assertThat(step(1)).containsText("Failed tests (1 of 13)");
        String text = step(1).innerText();
        assertTrue(text.indexOf("20 in all, 7 passed, 12 failed, 1 in error") < text.indexOf("Failed tests"), text);
    }

    @ParameterizedTest
    @CsvSource({"false, e4d1aba07c1f (nothing new)", "true, e4d1aba07c1f"})
    void aCommitThatTheRunOnlyFoundIsNotShownAsItsOwn(boolean created, String shown) throws IOException {
        List<ObjectNode> lines = lines();
        lines.get(2).set("outputs", json("{\"commit\":\"" + COMMIT + "\",\"created\":" + created + "}"));
        tab.read(lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        go(TRACE);

        assertThat(step(1).locator("dd")).hasText(new String[] {shown});
        assertThat(trace().locator(".facts").first().locator("dd").first()).hasText(shown);
    }

    @ParameterizedTest
    @CsvSource({"0.00004, < $0.0001", "0, $0.0000", "0.0001, $0.0001", "3.456, $3.46"})
    void aCostIsNeverRoundedToNothing(String cost, String shown) throws IOException {
        showWith("{\"usage\":{\"cost_usd\":" + cost + "}}");

        assertThat(step(1).locator("dd")).hasText(shown);
    }

    @Test
    void aLongListOfAnyOutputIsFolded() throws IOException {
        showWith("{\"eight\":[1,2,3,4,5,6,7,8],\"nine\":[1,2,3,4,5,6,7,8,9]}");

        assertThat(step(1).getByText("[1,2,3,4,5,6,7,8]", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(step(1).getByText("[1,2,3,4,5,6,7,8,9]")).isHidden();
        step(1).getByText("9 values").click();
        assertThat(step(1).getByText("[1,2,3,4,5,6,7,8,9]")).isVisible();
    }

    @Test
    void aBaseThatIsACommitIsALinkAndABranchIsNone() throws IOException {
        String links = "&commit_link=https://github.com/acme/app/commit/{commit}";
        showWith("{\"base\":\"" + COMMIT + "\"}");
        go(TRACE + links);
        assertThat(step(1).locator("dd")).hasText(COMMIT.substring(0, 12));
        assertThat(links(step(1))).hasAttribute("href", "https://github.com/acme/app/commit/" + COMMIT);

        page.evaluate("tracehook.clear()");
        showWith("{\"base\":\"main\"}");
        assertThat(step(1).locator("dd")).hasText("main");
        assertThat(links(step(1))).hasCount(0);
    }

    @Test
    void theHeaderOfAPhoneHasOneRowAboveTheViews() throws IOException {
        tab.close();
        use(Look.PHONE_LIGHT.tab(chromium));
        page.evaluate(
                "document.getElementById('live').hidden = false; document.getElementById('live').textContent = 'live'");

        assertEquals(
                page.locator("#open").boundingBox().y, page.locator("#theme").boundingBox().y);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void outputsFitTheirWindowAndCanBeRead(Look look) throws IOException {
        tab.close();
        use(look.tab(chromium));
        show(TRACE + "&commit_link=https://github.com/acme/app/commit/{commit}");
        look.check(page, "2-outputs");
        for (int number = 1; number <= 4; number++) {
            step(number).locator(".outputs").scrollIntoViewIfNeeded();
            look.check(page, "2-outputs-" + number);
        }
    }
}
