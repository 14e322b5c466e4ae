package org.tracehook.packaged;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tracehook.viewer.Chromium;

/** The page, opened from disk, reads what the function printed. */
abstract class TracePageContract {

    @TempDir
    Path directory;

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void whatTheFunctionPrintedIsShown() throws Exception {
        try (Chromium chromium = Chromium.launch();
                DeployedFunction function =
                        DeployedFunction.asBuilt(Files.createDirectory(directory.resolve("task")))) {
            DeployedFunction.Delivered review =
                    function.deliver(JiraDelivery.signed(JiraDelivery.fixture("cloud-issue-updated-in-review")));
            function.deliver(JiraDelivery.signed(JiraDelivery.fixture("cloud-issue-updated-summary")));

            Chromium.Tab tab = chromium.tab().fromDisk();
            tab.open(Files.write(
                    directory.resolve("stdout.log"), function.process().stdoutLines()));

            tab.page().getByRole(AriaRole.LISTBOX).getByRole(AriaRole.OPTION).click();
            assertThat(tab.page().getByRole(AriaRole.REGION, named("Trace")))
                    .containsText(review.reply().json().path("trace_id").asText());
            assertEquals(
                    review.lines().get(3).path("trace").toString(),
                    tab.page().evaluate("JSON.stringify(tracehook.traces()[0].trace)"));
            assertEquals(
                    review.reply().json().path("summary").asText(),
                    tab.page().evaluate("tracehook.summary(tracehook.traces()[0].trace)"));
            tab.page().getByRole(AriaRole.NAVIGATION).getByText("Not run").click();
            assertThat(tab.page().getByRole(AriaRole.REGION, named("View"))).containsText("no transition");
            assertEquals(List.of(), tab.complaints());
        }
    }
}
