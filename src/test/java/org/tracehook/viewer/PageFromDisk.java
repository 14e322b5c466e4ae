package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the page in a browser, opened from disk; whatever they do there, the page complains of nothing. */
abstract class PageFromDisk {

    static Chromium chromium;

    Chromium.Tab tab;
    Page page;

    @BeforeAll
    static void launch() {
        chromium = Chromium.launch();
    }

    @AfterAll
    static void quit() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        use(chromium.tab());
    }

    void use(Chromium.Tab next) {
        tab = next;
        page = tab.page();
        tab.fromDisk();
    }

    @AfterEach
    void close() {
        List<String> complaints = tab.complaints();
        tab.close();
        assertEquals(List.of(), complaints);
    }

    void go(String hash) {
        page.evaluate("hash => { location.hash = hash }", hash);
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    Locator region(String name) {
        return page.getByRole(
                AriaRole.REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
