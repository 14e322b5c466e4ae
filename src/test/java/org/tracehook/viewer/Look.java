package org.tracehook.viewer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A window and colours in which the page must fit and be readable; of what it checks there is a picture to look at. */
enum Look {
    DESK_LIGHT(1360, 850, ColorScheme.LIGHT),
    DESK_DARK(1360, 850, ColorScheme.DARK),
    SMALL_DESK_LIGHT(1100, 800, ColorScheme.LIGHT),
    SMALL_DESK_DARK(1100, 800, ColorScheme.DARK),
    PHONE_LIGHT(390, 844, ColorScheme.LIGHT),
    PHONE_DARK(390, 844, ColorScheme.DARK),
    NARROWEST(320, 640, ColorScheme.DARK);

    private static final Path PICTURES = Path.of("target/screenshots");

    private final int width;
    private final int height;
    private final ColorScheme scheme;

    Look(int width, int height, ColorScheme scheme) {
        this.width = width;
        this.height = height;
        this.scheme = scheme;
    }

    Chromium.Tab tab(Chromium chromium) {
        return chromium.tab(width, height, scheme);
    }

    /** Nothing scrolls sideways, and every text has the contrast of WCAG 2.2, 1.4.3: 4.5 to 1. */
    void check(Page page, String name) {
        String picture = name().toLowerCase(Locale.ROOT) + "-" + name;
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(picture + ".png")));
        assertEquals(List.of(), page.evaluate(TOO_WIDE), picture);
        assertEquals(List.of(), page.evaluate(TOO_FAINT), picture);
    }

    private static final String TOO_WIDE = """
            [document.documentElement, ...document.querySelectorAll('body *')]
              .filter(e => e.matches('html, header, .filters, .bar, #rows') || /auto|scroll/.test(getComputedStyle(e).overflowX))
              .filter(e => e.clientWidth > 0 && e.scrollWidth > e.clientWidth + 1)
              .map(e => `${e.tagName}#${e.id}.${e.className}: ${e.scrollWidth} > ${e.clientWidth}`)""";

    private static final String TOO_FAINT = """
            (() => {
              const colour = text => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return { r, g, b, a } }
              const light = ({ r, g, b }) => [r, g, b].map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0)
              const behind = e => { for (; e; e = e.parentElement) { const c = colour(getComputedStyle(e).backgroundColor); if (c.a === 1) return c } return { r: 255, g: 255, b: 255 } }
              const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
              while (walker.nextNode()) {
                const e = walker.currentNode.parentElement
                if (!walker.currentNode.data.trim() || !e.checkVisibility() || /^(SCRIPT|STYLE|OPTION)$/.test(e.tagName) || e.disabled) continue
                const [a, b] = [light(colour(getComputedStyle(e).color)), light(behind(e))].sort((x, y) => y - x), ratio = (a + .05) / (b + .05)
                if (ratio < 4.5) found.add(`${e.tagName}.${e.className} "${walker.currentNode.data.trim().slice(0, 20)}": ${ratio.toFixed(2)}`)
              }
              return [...found]
            })()""";
}
