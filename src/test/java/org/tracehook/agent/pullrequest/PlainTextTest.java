package org.tracehook.agent.pullrequest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody writes into a ticket so that a host, Jira or a build server does something. */
class PlainTextTest {

    private static final Pattern ACTIVE = Pattern.compile(
            "[@#`\\[\\]\\p{Cntrl}]|://|(?i:\\bwww\\.)|!\\(|<[\\p{L}/!?]|\\*\\*|[!&~%$^][\\p{L}\\p{N}\"]");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            thanks @octocat and @team/owners                | thanks ＠octocat and ＠team/owners
            @{557058:0123} on Bitbucket                     | ＠{557058:0123} on Bitbucket
            mail bot@example.com                            | mail bot＠example.com
            fixes #1                                        | fixes ＃1
            Closes team/app#12                              | Closes team/app＃12
            resolves: GH-7                                  | resolves: GH‑7
            Fixed PROJ-2, PROJ-3                            | Fixed PROJ‑2, PROJ‑3
            Implements PROJ-4                               | Implements PROJ‑4
            Closing GL-5, see GH-6 and gl-7                 | Closing GL‑5, see GH‑6 and gl‑7
            see GH-6 and GL-7, as in PROJ-8                 | see GH‑6 and GL‑7, as in PROJ-8
            fixes https://github.com/team/app/issues/1      | fixes https: //github.com/team/app/issues/1
            PROJ-1 #close #time 1h                          | PROJ‑1 ＃close ＃time 1h
            see !12, &3, ~bug, %"v 1", $9                   | see ！12, ＆3, ～bug, ％"v 1", ＄9
            [issue:1] [vulnerability:2] ^alert#3            | (issue:1) (vulnerability:2) ＾alert＃3
            [click](https://evil.example)                   | (click)(https: //evil.example)
            ![](https://evil.example/pixel.png)             | ！()(https: //evil.example/pixel.png)
            [a][1]                                          | (a)(1)
            <https://evil.example>                          | ‹https: //evil.example>
            www.evil.example                                | www .evil.example
            <img src=x onerror=alert(1)>                    | ‹img src=x onerror=alert(1)>
            <!-- hidden --> </details> <?php                | ‹!-- hidden --> ‹/details> ‹?php
            `code` and ```fence                             | 'code' and '''fence
            **bold** __x__ ***NO_CI***                      | *bold* __x__ *NO_CI*
            [skip ci]                                       | (skip ci)
            [ci skip] [no ci] [skip actions] [actions skip] | (ci skip) (no ci) (skip actions) (actions skip)
            [CI-Skip] [skip-ci] [skip netlify]              | (CI-Skip) (skip-ci) (skip netlify)
            """)
    void tricksBecomeWords(String trick, String words) {
        assertEquals(words, PlainText.of(trick));
    }

    @Test
    void itIsOneLineWithoutHiddenCharacters() {
        assertEquals(
                "a /merge Co-authored-by: b �(31m �",
                PlainText.of("a\r\n/merge\n\nCo-authored-by: b \u001b[31m \u202e"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Decision: APPROVE (1 file(s) deleted)",
                "Status: PASS, Tests: 5/5",
                "Committed 1 file(s) to develop/PROJ-1 (e4d1aba)",
                "Say hello! 100% of a & b, 3 < 4, x -> y",
                "Größe ändern — 表示する 🚀",
                "snake_case and 2 * 3"
            })
    void ordinaryWordsStay(String words) {
        assertEquals(words, PlainText.of(words));
    }

    @Provide
    Arbitrary<String> hostile() {
        return Arbitraries.of(
                        "@", "#", "1", "[", "]", "(", ")", "!", "<", "/", "b", ">", "`", "*", "www", ".", ":", "//",
                        " ", "\n", "&", "~", "%", "$", "^", "fixes", "GH-1", "skip ci", "\u202e", "\u200b", "http", "x")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    @Property
    void nothingActiveIsLeft(@ForAll("hostile") String text) {
        String plain = PlainText.of(text);

        assertFalse(ACTIVE.matcher(plain).find(), plain);
        assertEquals(plain, PlainText.of(plain));
    }

    @Test
    void whatIsCutEndsBetweenCharacters() {
        assertEquals("abc", PlainText.cut("abc", 3));
        assertEquals("ab…", PlainText.cut("abcd", 3));
        assertEquals("a…", PlainText.cut("a🚀bc", 3));
    }
}
