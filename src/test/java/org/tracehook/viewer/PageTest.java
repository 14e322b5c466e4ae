package org.tracehook.viewer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that dev mode serves, beside the running function, in a browser. */
@QuarkusTest
@TestProfile(Development.class)
class PageTest {

    private static final String MARKUP =
            "<img src=x onerror='window.pwned=1'><script>window.pwned=2</script><svg onload='window.pwned=3'>";

    private static Chromium chromium;

    @Inject
    Viewer viewer;

    private Chromium.Tab tab;
    private Page page;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        tab = chromium.tab();
        page = tab.page();
    }

    @AfterEach
    void close() {
        Development.letEverybodyGoOn();
        List<String> complaints = tab.complaints();
        tab.close();
        assertEquals(List.of(), complaints);
    }

    private void visit(String hash) {
        page.navigate("http://localhost:" + viewer.port().orElseThrow() + "/#" + hash);
        assertThat(page.getByText("live", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
    }

    /** Fields have options too. */
    private Locator rows() {
        return page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Traces, arrow keys to move"))
                .getByRole(AriaRole.OPTION);
    }

    private Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator button(String region, String name) {
        return region(region)
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private static CompletableFuture<ValidatableResponse> deliverMeanwhile(String body) {
        return CompletableFuture.supplyAsync(() -> Development.deliver(body), OwnDevMode.THREADS);
    }

    private static String gated(String issue) {
        return "{\"intent\":\"gated_flow\",\"issue\":{\"key\":\"" + issue + "\"}}";
    }

    @Test
    void aPipelineArrivesStepByStepWhileItRuns() {
        visit("issue=LIVE-1");
        CompletableFuture<ValidatableResponse> reply = deliverMeanwhile(gated("LIVE-1"));

        assertThat(rows()).hasCount(1);
        assertThat(rows()).containsText("RUNNING");
        rows().click();
        Locator steps = region("Trace").locator(".steps > li");
        assertThat(steps).containsText(new String[] {"1. first_agent … STARTED"});
        assertThat(region("Trace"))
                .containsText("first_agent → second_agent · NOT REACHED".replace(" → ", " … STARTED"));

        Development.letGoOn();
        assertThat(steps).containsText(new String[] {"1. first_agent ✓ SUCCESS", "2. second_agent … STARTED"});
        assertThat(rows()).containsText("RUNNING");
        assertTrue(!reply.isDone(), "the pipeline has ended");

        Development.letGoOn();
        assertThat(steps).containsText(new String[] {"1. first_agent ✓ SUCCESS", "2. second_agent ✓ SUCCESS"});
        assertThat(rows()).containsText("SUCCESS");
        reply.join().statusCode(200);
    }

    @Test
    void whatWasWrittenBeforeThePageWasOpenedIsThere() {
        Development.deliver("{\"intent\":\"nothing_of_the_kind\",\"issue\":{\"key\":\"EARLY-1\"}}");

        visit("issue=EARLY-1");

        assertThat(rows()).hasCount(1);
        assertThat(rows()).containsText("FAILED");
        assertThat(rows()).containsText("no agent began");
    }

    @Test
    void aSampleIsSentAgainAndItsTraceOpened() {
        visit("view=send");
        page.getByLabel("Sample webhook").selectOption("cloud-issue-updated-in-review");
        button("Send a webhook", "Send").click();

        Locator result = region("Send a webhook").getByLabel("Result");
        assertThat(result).containsText("HTTP 200");
        assertThat(result).containsText("SUCCESS");
        result.getByRole(AriaRole.LINK).click();

        assertThat(region("Trace").getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setName("PROJ-123")))
                .isVisible();
        assertThat(region("Trace")).containsText("code_review_agent ✓ SUCCESS");
    }

    @Test
    void aTraceIsRunAgainAndTheNewTraceOpened() {
        Development.deliver(Development.fixture("cloud-issue-updated-in-review").replace("PROJ-", "AGAIN-"));
        visit("issue=AGAIN-123&issue_link=https://evil.example/{issue_key}");
        assertThat(rows()).hasCount(1);
        rows().click();
        String first = page.url();
        assertThat(button("Trace", "Rerun")).isVisible();
        assertThat(region("Trace").getByRole(AriaRole.LINK)).hasText("Log lines");

        button("Trace", "Rerun").click();

        assertThat(rows()).hasCount(2);
        assertThat(page).not().hasURL(first);
        assertThat(region("Trace").locator(".facts").last()).containsText("manual");
        assertThat(region("Trace")).containsText("code_review_agent ✓ SUCCESS");
    }

    @Test
    void whyATraceIsNotRunAgainIsSaid() {
        visit("");
        tab.read(
                "{\"event\":\"pipeline.completed\",\"schema_version\":1,\"trace_id\":\"11111111-2222-3333-4444-555555555555\","
                        + "\"trace\":{\"pipeline_status\":\"FAILED\"}}");
        visit("trace=11111111-2222-3333-4444-555555555555");
        button("Trace", "Rerun").click();

        assertThat(page.getByText("No trace of that id is kept.")).isVisible();
        page.evaluate("location.hash = 'trace=another'");
        assertThat(page.getByText("No trace of that id is kept.")).hasCount(0);
    }

    @Test
    void aRunThatIsSlowIsOpenedAsSoonAsItBegins() {
        CompletableFuture<ValidatableResponse> reply = deliverMeanwhile(gated("SLOW-1"));
        Development.letGoOn();
        Development.letGoOn();
        reply.join();
        visit("issue=SLOW-1");
        rows().click();
        String first = page.url();

        button("Trace", "Rerun").click();

        assertThat(rows()).hasCount(2);
        assertThat(page).not().hasURL(first);
        assertThat(region("Trace")).containsText("Running while first_agent worked");
        Development.letGoOn();
        Development.letGoOn();
        assertThat(region("Trace")).containsText("second_agent ✓ SUCCESS");
    }

    @Test
    void aRerunThatHasNotBegunIsSaid() {
        Development.deliver(Development.fixture("cloud-issue-updated-in-review").replace("PROJ-", "WAIT-"));
        visit("issue=WAIT-123");
        List<Route> held = new CopyOnWriteArrayList<>();
        page.route("**/rerun", held::add);
        rows().click();
        button("Trace", "Rerun").click();

        assertThat(button("Trace", "Running…")).isDisabled();
        page.waitForCondition(() -> !held.isEmpty());
        held.get(0).resume();
        assertThat(rows()).hasCount(2);
        assertThat(button("Trace", "Rerun")).isVisible();
    }

    @Test
    void aDryRunSaysWhatWouldRunAndRunsNothing() {
        visit("view=send");
        int before = traces();
        page.getByLabel("Webhook body").fill(Development.fixture("cloud-issue-updated-in-review"));
        button("Send a webhook", "Dry run").click();

        Locator result = region("Send a webhook").getByLabel("Result");
        assertThat(result).containsText("This runs review_code: code_review_agent");
        assertThat(result).containsText("review-when-in-review");

        page.getByLabel("Webhook body").fill(Development.fixture("cloud-issue-updated-summary"));
        button("Send a webhook", "Dry run").click();
        assertThat(result).containsText("Nothing would run.");
        assertThat(result).containsText("to-status");

        page.getByLabel("Webhook body").fill("{\"intent\":");
        button("Send a webhook", "Dry run").click();
        assertThat(result).containsText("Malformed body");
        assertThat(result).containsText("send the body of one webhook");
        tab.forgiveOne();
        assertEquals(before, traces());
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void sendingFitsItsWindowAndCanBeRead(Look look) {
        tab.close();
        tab = look.tab(chromium);
        page = tab.page();
        visit("view=send");
        page.getByLabel("Sample webhook").selectOption("cloud-issue-updated-summary");
        button("Send a webhook", "Dry run").click();
        assertThat(region("Send a webhook").getByLabel("Result")).containsText("Nothing would run.");

        look.check(page, "8-send");
        button("Send a webhook", "Dry run").scrollIntoViewIfNeeded();
        look.check(page, "9-sent");
    }

    @Test
    void aDryRunIsAnsweredWhileAPipelineRuns() {
        visit("issue=BUSY-1");
        CompletableFuture<ValidatableResponse> reply = deliverMeanwhile(gated("BUSY-1"));
        assertThat(rows()).containsText("RUNNING");

        visit("view=send");
        page.getByLabel("Webhook body").fill(gated("BUSY-2"));
        button("Send a webhook", "Dry run").click();

        assertThat(region("Send a webhook").getByLabel("Result")).containsText("first_agent → second_agent");
        assertTrue(!reply.isDone(), "the pipeline has ended");
        Development.letGoOn();
        Development.letGoOn();
        reply.join().statusCode(200);
    }

    private int traces() {
        return (Integer) page.evaluate("tracehook.traces().length");
    }

    @Test
    void aLinkToATraceShowsItToWhoeverOpensIt() {
        Development.deliver(Development.fixture("explicit-review-block").replace("PROJ-", "LINK-"));
        visit("text=LINK-");
        rows().first().click();
        String link = page.url();

        try (Chromium.Tab other = chromium.tab()) {
            other.page().navigate(link);
            assertThat(other.page()
                            .getByRole(
                                    AriaRole.REGION,
                                    new Page.GetByRoleOptions().setName("Trace").setExact(true)))
                    .containsText("Why it stopped");
            assertEquals(List.of(), other.complaints());
        }
    }

    @Test
    void markupInADeliveryIsTextUnderThePolicyOfTheServedPage() {
        String quoted = MARKUP.replace("\"", "\\\"");
        Development.deliver("{\"intent\":\"" + quoted + "\",\"issue\":{\"key\":\"MARKUP-1\"}}");
        Development.deliver("{\"issue\":{\"key\":\"" + quoted + "\"}}");
        visit("issue=MARKUP-1");
        rows().click();
        assertThat(region("Trace")).containsText("Unknown intent type: '" + MARKUP);

        visit("view=deliveries");
        assertThat(region("View")).containsText("<img src=x onerror=");

        assertNull(page.evaluate("window.pwned"));
        assertEquals(0, page.locator("img, main script, svg[onload]").count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1"})
    void anotherPageOfThisBrowserGetsNothingAndSendsNothing(String host) throws IOException {
        HttpServer foreign = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        byte[] html = "<!doctype html><title>foreign</title>".getBytes(StandardCharsets.UTF_8);
        foreign.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        foreign.start();
        try {
            tryFrom("http://" + host + ":" + foreign.getAddress().getPort() + "/");

            String after = "AFTER-" + foreign.getAddress().getPort();
            Development.deliver("{\"intent\":\"review_code\",\"issue\":{\"key\":\"" + after + "\"}}");
            visit("issue=" + after);
            assertThat(rows()).hasCount(1);
            page.getByLabel("Issue").fill("FOREIGN-1");
            assertThat(page.getByText("No trace matches these filters.")).isVisible();
        } finally {
            foreign.stop(0);
        }
    }

    /** What a page at that address tries; the browser's complaints about it are none of ours. */
    private void tryFrom(String address) {
        String target = "http://localhost:" + viewer.port().orElseThrow();
        try (Chromium.Tab other = chromium.tab()) {
            Page there = other.page();
            there.navigate(address);

            assertEquals("refused", there.evaluate(FETCH, new Object[] {target + "/samples", "GET", "cors"}));
            assertEquals("refused", there.evaluate(FETCH, new Object[] {target + "/replay", "POST", "cors"}));
            assertEquals("refused", there.evaluate(FETCH, new Object[] {target + "/replay", "POST", "no-cors"}));
            assertEquals("closed", there.evaluate(STREAM, target + "/events"));
            assertEquals(
                    403,
                    there.waitForResponse(target + "/replay", () -> there.evaluate(FORM, target + "/replay"))
                            .status());
        }
    }

    private static final String FOREIGN = "{\"intent\":\"review_code\",\"issue\":{\"key\":\"FOREIGN-1\"}}";
    private static final String FETCH = "([url, method, mode]) => fetch(url, {method, mode, body: method === 'POST' ? '"
            + FOREIGN + "' : undefined}).then(r => r.type, () => 'refused')";
    private static final String STREAM = "url => new Promise(done => { const source = new EventSource(url);"
            + " source.onmessage = () => done('a line'); source.onerror = () => done('closed') })";
    private static final String FORM = "url => { const form = document.createElement('form'); form.method = 'post';"
            + " form.action = url; form.enctype = 'text/plain'; const field = document.createElement('input');"
            + " field.name = '" + FOREIGN + "'; form.append(field); document.body.append(form); form.submit() }";

    @Test
    void noOtherPageCanShowThisOneInAFrame() {
        String address = "http://localhost:" + viewer.port().orElseThrow() + "/";

        try (Chromium.Tab other = chromium.tab()) {
            String frame = "<iframe src='" + address + "'></iframe>";
            Response response =
                    other.page().waitForResponse(address, () -> other.page().setContent(frame));

            assertEquals(403, response.status());
        }
    }
}
