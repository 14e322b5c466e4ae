package org.tracehook.viewer;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Debian's Chromium in the hands of a test, with a fresh profile. Whatever the page complains of, and whatever it asks
 * of other machines, is kept for the test to look at.
 */
public final class Chromium implements AutoCloseable {

    /** The page as it is opened from disk: where {@code target/classes} has none, too. */
    private static final Path PAGE = Path.of("src/main/resources/viewer/traces.html");

    /** With {@code true}, as CI sets it, tests fail where they would be skipped without a browser. */
    private static final String REQUIRED = "CHROMIUM_REQUIRED";

    private static final String MISSING =
            "There is no Chromium: install it (Debian: apt-get install chromium), or name "
                    + "its executable in the environment variable CHROMIUM";

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final Set<String> LOCAL_SCHEMES = Set.of("file", "data", "blob", "about");
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1");
    private static final double PATIENCE = 30_000;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setHeadless(true)
                        .setArgs(QUIET));
    }

    /** Starts the browser; the test is skipped where there is none. */
    public static Chromium launch() {
        Optional<Path> executable = executable();
        if (executable.isEmpty() && "true".equals(System.getenv(REQUIRED))) {
            Assertions.fail(MISSING);
        }
        Assumptions.assumeTrue(executable.isPresent(), MISSING);
        return new Chromium(executable.orElseThrow());
    }

    private static Optional<Path> executable() {
        Stream<Path> onThePath = Stream.of(System.getenv("PATH").split(":")).map(dir -> Path.of(dir, "chromium"));
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
        return Stream.concat(named, onThePath).filter(Files::isExecutable).findFirst();
    }

    /** The address of the page as a file. */
    public static String pageOnDisk() {
        return PAGE.toUri().toString();
    }

    /** An empty window of that size, with a profile of its own. */
    public Tab tab(int width, int height, ColorScheme scheme) {
        return new Tab(browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(scheme)
                        .setLocale("en-GB")
                        .setTimezoneId("UTC"))
                .newPage());
    }

    /** A window of a desk. */
    public Tab tab() {
        return tab(1280, 800, ColorScheme.LIGHT);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    /** A window, and what happened in it that must not. */
    public static final class Tab implements AutoCloseable {

        private final Page page;
        private final List<String> complaints = new CopyOnWriteArrayList<>();

        private Tab(Page page) {
            this.page = page;
            page.setDefaultTimeout(PATIENCE);
            page.onPageError(error -> complaints.add("error: " + error));
            page.onDialog(dialog -> {
                complaints.add("dialog: " + dialog.message());
                dialog.dismiss();
            });
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add("console: " + message.text());
                }
            });
            page.onRequest(request -> {
                if (!isLocal(URI.create(request.url()))) {
                    complaints.add("request: " + request.url());
                }
            });
        }

        private static boolean isLocal(URI uri) {
            return LOCAL_SCHEMES.contains(uri.getScheme())
                    || LOCAL_HOSTS.contains(Objects.requireNonNullElse(uri.getHost(), ""));
        }

        /** The window's page. */
        public Page page() {
            return page;
        }

        /** Opens the page from disk. */
        public Tab fromDisk() {
            page.navigate(pageOnDisk());
            return this;
        }

        /** Gives the page a text as a file's. */
        public Tab read(String text) {
            page.evaluate("text => tracehook.readText(text)", text);
            return this;
        }

        /** Opens a log in the page, as the button does, and waits until it has been read. */
        public Tab open(Path log) {
            page.setInputFiles("input[type=file]", log);
            page.locator("[role=option]").first().waitFor();
            return this;
        }

        /** Errors, dialogs and requests to other machines so far. */
        public List<String> complaints() {
            return List.copyOf(complaints);
        }

        /** Waits for a complaint that the test provoked, and takes it back. */
        public void forgiveOne() {
            page.waitForCondition(() -> !complaints.isEmpty());
            complaints.remove(0);
        }

        @Override
        public void close() {
            page.context().close();
        }
    }
}
