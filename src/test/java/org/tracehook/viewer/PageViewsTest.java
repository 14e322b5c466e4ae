package org.tracehook.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tracehook.app.RecordedLines;
import org.tracehook.viewer.ExpectedTraces.Seen;

/** What the page shows of lines that the function wrote, opened from disk. */
class PageViewsTest extends PageFromDisk {

    private static final String MARKUP =
            "<img src=x onerror=\"window.pwned=1\"><script>window.pwned=2</script><svg onload='window.pwned=3'>";

    private static List<ObjectNode> lines;

    @BeforeAll
    static void record() {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        lines = RecordedLines.ofEveryKind();
    }

    private void read(List<ObjectNode> some) {
        tab.read(some.stream().map(ObjectNode::toString).collect(Collectors.joining("\n")));
    }

    private Locator list() {
        return page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Traces, arrow keys to move"));
    }

    private Locator rows() {
        return list().getByRole(AriaRole.OPTION);
    }

    private static String status(Seen seen) {
        return seen.status();
    }

    private static String intent(Seen seen) {
        return seen.trace().path("intent_type").asText();
    }

    private static String issue(Seen seen) {
        return seen.trace().at("/trigger/issue_key").asText();
    }

    private static List<String> agents(Seen seen) {
        return seen.trace().path("steps").findValuesAsText("agent_name");
    }

    /** How many traces the list shows, and that it says so. */
    private void assertShown(Predicate<Seen> which) {
        Map<String, Seen> all = ExpectedTraces.of(lines);
        int wanted = (int) all.values().stream().filter(which).count();
        assertTrue(wanted > 0 && wanted < all.size(), "the filter tells nothing apart");
        assertThat(rows()).hasCount(wanted);
        assertThat(page.getByText(wanted + " of " + all.size() + " traces")).isVisible();
    }

    private void clear() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Clear"))
                .click();
        assertThat(page.getByText(ExpectedTraces.of(lines).size() + " traces")).isVisible();
    }

    /** The field under that label. Asked by its label, a list of choices is named by its choices too. */
    private Locator field(String label) {
        return page.getByRole(AriaRole.SEARCH)
                .locator("label")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label)))
                .locator("select, input");
    }

    @Test
    void eachFilterLeavesTheTracesItNames() {
        read(lines);
        field("Status").selectOption("PARTIAL");
        assertShown(seen -> status(seen).equals("PARTIAL"));
        clear();
        field("Intent").selectOption("fails");
        assertShown(seen -> intent(seen).equals("fails"));
        clear();
        field("Issue").fill("proj-1");
        assertShown(seen -> issue(seen).equals("PROJ-1"));
        clear();
        field("Agent").selectOption("failing_agent");
        assertShown(seen -> agents(seen).contains("failing_agent"));
        clear();
        field("Text").fill("Timed OUT after");
        assertShown(seen -> seen.trace().toString().contains("Timed out after"));
        field("Status").selectOption("PARTIAL");
        field("Text").fill("committed");
        assertShown(seen ->
                status(seen).equals("PARTIAL") && seen.trace().toString().contains("Committed"));
    }

    @Test
    void datesFilterByDay() {
        read(lines);
        field("From").fill("2026-01-27");
        assertThat(page.getByText("No trace matches these filters.")).isVisible();
        field("From").fill("2026-01-26");
        assertThat(page.getByText("12 traces")).isVisible();
        field("To").fill("2026-01-25");
        assertThat(page.getByText("No trace matches these filters.")).isVisible();
        field("To").fill("2026-01-26");
        assertThat(page.getByText("12 traces")).isVisible();
    }

    @Test
    void aTraceShowsItsErrorFirstThenPlanStepsAndDocument() {
        read(lines);
        field("Intent").selectOption("fails");
        rows().first().click();
        Locator trace = region("Trace");

        String text = trace.innerText();
        int error = text.indexOf("Why it stopped");
        assertTrue(error > 0 && error < text.toLowerCase().indexOf("\nplan"), text);
        assertThat(trace.locator(".plan > li"))
                .containsText(new String[] {"good_agent ✓ SUCCESS", "failing_agent ✕ FAIL", "odd_agent · NOT REACHED"});
        assertThat(trace.locator(".steps > li"))
                .containsText(new String[] {"1. good_agent ✓ SUCCESS", "2. failing_agent ✕ FAIL"});
        assertStepsFollowOneAnother();

        trace.getByText("Raw JSON").click();
        Seen seen =
                ExpectedTraces.of(lines).get(page.evaluate("new URLSearchParams(location.hash.slice(1)).get('trace')"));
        assertThat(trace.locator("details[open] pre")).containsText("\"final_error\": \"Tests FAILED");
        assertEquals(
                seen.trace().path("started_at").asText(),
                page.evaluate("JSON.parse(document.querySelector('details[open] pre').textContent).started_at"));
    }

    private void assertStepsFollowOneAnother() {
        List<?> edges = (List<?>) page.evaluate("[...document.querySelectorAll('.track i')].flatMap(bar => {"
                + " const box = bar.getBoundingClientRect(); return [Math.round(box.left), Math.round(box.right)] })");
        assertEquals(4, edges.size());
        assertTrue(((Number) edges.get(0)).intValue() < ((Number) edges.get(1)).intValue(), edges::toString);
        assertTrue(((Number) edges.get(1)).intValue() <= ((Number) edges.get(2)).intValue() + 4, edges::toString);
        assertTrue(((Number) edges.get(2)).intValue() < ((Number) edges.get(3)).intValue(), edges::toString);
    }

    @Test
    void twoRunsOfAnIssueAreComparedStepByStep() {
        read(lines);
        field("Issue").fill("PROJ-2");
        assertThat(rows()).hasCount(2);
        rows().first().click();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Compare with the other run of PROJ-2"))
                .click();

        Locator table = region("View").getByRole(AriaRole.TABLE);
        assertThat(region("View")).containsText("Two runs of PROJ-2");
        assertThat(table).containsText("fails → relay");
        assertThat(table.getByRole(AriaRole.ROW)
                        .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^Pipeline"))))
                .containsText("PARTIAL → SUCCESS");
        assertThat(table.getByText("not reached").first()).isVisible();

        page.goBack();
        assertThat(region("Trace")).containsText("PROJ-2");
    }

    @Test
    void whatDidNotRunIsShownRuleByRule() {
        read(lines);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Not run"))
                .click();

        Locator deliveries = region("View").getByRole(AriaRole.LIST).getByRole(AriaRole.LISTITEM);
        assertThat(deliveries).hasCount(2);
        assertThat(region("View")).containsText("review-when-in-review");
        assertThat(region("View")).containsText("no transition");
        field("Status").selectOption("REFUSED");
        assertThat(deliveries).hasCount(1);
        assertThat(region("View")).containsText("claims PROJ-1");
        assertThat(region("View").getByRole(AriaRole.COLUMNHEADER)).hasText(new String[] {"Reason", "In words"});
        Locator reason = region("View").getByRole(AriaRole.CELL);
        assertThat(reason).hasCount(2);
        assertThat(reason.first()).hasText("unauthenticated");
        assertThat(reason.last()).containsText("The delivery is not signed");
    }

    @Test
    void intentsAreCountedOverWhatIsShown() {
        read(lines);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Intents"))
                .click();
        Locator relay = region("View").getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("relay"));
        assertThat(relay.getByRole(AriaRole.CELL).nth(1)).hasText("2");

        field("Issue").fill("PROJ-1");
        assertThat(relay.getByRole(AriaRole.CELL).nth(1)).hasText("1");
    }

    /** Of 1 to 20 seconds: half of the runs end within 10, 95 of 100 within 19. */
    @Test
    void anIntentHasMeanMedianAnd95thPercentile() {
        List<ObjectNode> runs = new ArrayList<>();
        for (int second = 1; second <= 20; second++) {
            ObjectNode end = lines.stream()
                    .filter(line -> line.path("event").asText().equals("pipeline.completed"))
                    .findFirst()
                    .orElseThrow()
                    .deepCopy();
            ((ObjectNode) end.put("trace_id", "run-" + second).get("trace"))
                    .put("intent_type", "timed")
                    .put("started_at", "2026-01-26T18:16:10.000000Z")
                    .put("completed_at", "2026-01-26T18:16:" + (10 + second) + ".000000Z");
            runs.add(end);
        }
        read(runs);
        go("view=intents");

        assertThat(region("View").getByRole(AriaRole.COLUMNHEADER))
                .containsText(new String[] {"Intent", "Runs", "Mean", "p50", "p95"});
        assertThat(region("View").getByRole(AriaRole.CELL))
                .containsText(new String[] {"timed", "20", "10.5 s", "10.0 s", "19.0 s"});
    }

    @Test
    void everythingIsReachedWithTheKeyboardAlone() {
        read(lines);
        tabTo(list());
        page.keyboard().press("ArrowDown");
        assertThat(rows().first()).hasAttribute("aria-selected", "true");
        page.keyboard().press("End");
        assertThat(rows().last()).hasAttribute("aria-selected", "true");
        page.keyboard().press("Home");
        assertThat(rows().first()).hasAttribute("aria-selected", "true");
        page.keyboard().press("Enter");
        assertThat(region("Trace")).isFocused();
        tabTo(region("Trace").getByText("Raw JSON"));
        page.keyboard().press("Enter");
        assertThat(region("Trace").locator("details[open] pre")).isVisible();
        page.keyboard().press("Escape");
        assertThat(list()).isFocused();

        page.keyboard().press("/");
        assertThat(field("Text")).isFocused();
        page.keyboard().type("PROJ-2");
        assertThat(rows()).hasCount(2);
        tabTo(list());
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        tabTo(region("Trace").getByText("Compare with the other run"));
        page.keyboard().press("Enter");
        assertThat(region("View")).containsText("Two runs of PROJ-2");
        page.keyboard().press("Escape");
        assertThat(list()).isVisible();

        page.reload();
        read(lines);
        for (String view : List.of("Not run", "Intents", "Traces")) {
            Locator button = page.getByRole(AriaRole.NAVIGATION).getByText(view);
            tabTo(button);
            page.keyboard().press("Enter");
            assertThat(button).hasAttribute("aria-current", "page");
        }
    }

    /** Goes on with the Tab key until the element has the focus, once round the page at most. */
    private void tabTo(Locator element) {
        for (int i = 0; i < 80; i++) {
            if ((Boolean) element.first().evaluate("e => e.contains(document.activeElement) && e !== document.body")) {
                return;
            }
            page.keyboard().press("Tab");
        }
        throw new AssertionError("the Tab key never comes to " + element);
    }

    @Test
    void markupInAnyFieldIsText() {
        List<ObjectNode> odd = new ArrayList<>();
        for (ObjectNode line : lines) {
            for (String path : texts(line, "")) {
                odd.add(with(line, path, odd.size()));
            }
        }
        assertTrue(odd.size() > 500, () -> "only " + odd.size());
        odd.addAll(allMarkup());
        long elements = ((Number) page.evaluate("document.querySelectorAll('img, script, svg').length")).longValue();
        read(odd);

        for (String view : List.of("view=deliveries", "view=intents", "text=img", "order=slow")) {
            go(view);
        }
        List<?> ids = (List<?>) page.evaluate("tracehook.traces().map(t => t.id)");
        for (Object id : ids) {
            go("trace=" + id);
            assertEquals(
                    elements,
                    ((Number) page.evaluate("document.querySelectorAll('img, script, svg').length")).longValue());
        }
        go("trace=all-markup");
        for (String label : List.of("h2", ".plan", ".steps", ".callout", ".facts", "pre")) {
            assertThat(region("Trace").locator(label).first()).containsText("<img src=x onerror=");
        }
        assertNull(page.evaluate("window.pwned"));
    }

    /** One run of which every text is markup. */
    private static List<ObjectNode> allMarkup() {
        String id = lines.stream()
                .filter(line -> line.path("intent_type").asText().equals("fails"))
                .findFirst()
                .orElseThrow()
                .path("trace_id")
                .asText();
        List<ObjectNode> run = new ArrayList<>();
        for (ObjectNode line : lines) {
            if (line.path("trace_id").asText().equals(id)) {
                ObjectNode all = line.deepCopy();
                texts(line, "").forEach(path -> put(all, path));
                run.add(all.put("trace_id", "all-markup"));
            }
        }
        return run;
    }

    /** The paths of all texts in a line but those that make it a line. */
    private static List<String> texts(JsonNode node, String path) {
        if (node.isTextual()) {
            return path.matches("/event|/(?:trace/)?(?:steps/\\d+/)?(?:started_at|completed_at)")
                    ? List.of()
                    : List.of(path);
        }
        List<String> paths = new ArrayList<>();
        node.properties().forEach(field -> paths.addAll(texts(field.getValue(), path + "/" + field.getKey())));
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                paths.addAll(texts(array.get(i), path + "/" + i));
            }
        }
        return paths;
    }

    private static ObjectNode with(ObjectNode line, String path, int number) {
        ObjectNode odd = line.deepCopy();
        if (odd.path("trace_id").isTextual()) {
            odd.put("trace_id", "odd-" + number);
        }
        put(odd, path);
        return odd;
    }

    private static void put(ObjectNode line, String path) {
        int last = path.lastIndexOf('/');
        JsonNode parent = line.at(path.substring(0, last));
        if (parent instanceof ObjectNode object) {
            object.put(path.substring(last + 1), MARKUP);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(path.substring(last + 1)), TextNode.valueOf(MARKUP));
        }
    }

    /** Every view with something to see in it, by the name of its picture. */
    private Map<String, String> views() {
        Map<String, Seen> traces = ExpectedTraces.of(lines);
        List<String> failed = traces.entrySet().stream()
                .filter(trace -> intent(trace.getValue()).equals("fails"))
                .map(Map.Entry::getKey)
                .toList();
        String compared = traces.entrySet().stream()
                .filter(trace -> issue(trace.getValue()).equals("PROJ-2"))
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(".."));
        return new TreeMap<>(Map.of(
                "1-list", "",
                "2-trace", "trace=" + failed.get(0),
                "3-running", "trace=" + running().get(0).path("trace_id").asText(),
                "4-compare", "compare=" + compared,
                "5-not-run", "view=deliveries",
                "6-intents", "view=intents",
                "7-nothing", "text=nothing-of-the-kind"));
    }

    /** A run whose end is missing. */
    private static List<ObjectNode> running() {
        ObjectNode any = lines.stream()
                .filter(line -> line.path("intent_type").asText().equals("relay"))
                .findFirst()
                .orElseThrow();
        return lines.stream()
                .filter(line -> line.path("trace_id").equals(any.path("trace_id")))
                .limit(4)
                .map(line -> line.deepCopy().put("trace_id", "11111111-2222-3333-4444-555555555555"))
                .peek(line -> {
                    if (line.path("trigger") instanceof ObjectNode trigger) {
                        trigger.put("issue_key", "A_LONG_PROJECT_KEY-123456");
                    }
                })
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void everyViewFitsItsWindowAndCanBeRead(Look look) {
        tab.close();
        use(look.tab(chromium));
        look.check(page, "0-empty");
        read(Stream.concat(lines.stream(), running().stream()).toList());
        views().forEach((name, hash) -> {
            go(hash);
            look.check(page, name);
        });
    }
}
