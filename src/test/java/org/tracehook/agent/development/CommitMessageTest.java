package org.tracehook.agent.development;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommitMessageTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            In Progress                          | In Progress
            Warten auf Prüfung                   | Warten auf Prüfung
            進行中                                  | 進行中
            QA/Test                              | QA Test
            In Review [skip ci]                  | In Review
            [CI SKIP] Done                       | Done
            Done [skip [skip ci] ci]             | Done ci
            Done [skip ci                        | Done
            ***NO_CI*** Done                     | Done
            Done #close PROJ-2                   | Done close PROJ‑2
            @everyone Done                       | everyone Done
            Done\\nskip-checks: true              | Done nskip-checks true
            !                                    | update
            """)
    void onlyWordsOfTheStatusAreLeft(String status, String words) {
        assertEquals("feat(PROJ-1): " + words, CommitMessage.of("PROJ-1", status));
    }

    @Test
    void lineBreaksAndControlCharactersAreBlanks() {
        assertEquals(
                "feat(PROJ-1): Done Co-authored-by x",
                CommitMessage.of("PROJ-1", "Done\r\n\nCo-authored-by:\u0007 x\u001b\u202e"));
    }

    @Test
    void anUnknownStatusIsAnUpdate() {
        assertEquals("feat(PROJ-1): update", CommitMessage.of("PROJ-1", null));
    }

    @Test
    void aLongStatusIsCut() {
        assertEquals("feat(PROJ-1): " + "x".repeat(59) + "…", CommitMessage.of("PROJ-1", "x".repeat(100_000)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Greet everybody                        | feat(PROJ-1): Greet everybody
            fix: Greet everybody                   | fix(PROJ-1): Greet everybody
            docs(readme)!: Say how                 | docs(PROJ-1): Say how
            fix(PROJ-1): Greet                     | fix(PROJ-1): Greet
            PROJ-1: Greet                          | feat(PROJ-1): Greet
            PROJ-10: Greet                         | feat(PROJ-1): PROJ-10 Greet
            [PROJ-1] Greet                         | feat(PROJ-1): Greet
            fixes: everything                      | feat(PROJ-1): fixes everything
            Greet [skip ci] everybody              | feat(PROJ-1): Greet everybody
            [ci skip]                              | feat(PROJ-1): update
            ***NO_CI*** Greet                      | feat(PROJ-1): Greet
            skip-checks: true                      | feat(PROJ-1): skip-checks true
            Closes #7, gh-8 and GH-9 for @ann      | feat(PROJ-1): Closes 7, gh‑8 and GH‑9 for ann
            Closes PROJ-2 and GL-3                 | feat(PROJ-1): Closes PROJ‑2 and GL‑3
            Resolves: PROJ-1                       | feat(PROJ-1): Resolves PROJ‑1
            As in PROJ-2, GL-3 and !4, &5, %6, ~7  | feat(PROJ-1): As in PROJ-2, GL‑3 and 4, 5, 6, 7
            R&D, state-of-the-art, UTF-8           | feat(PROJ-1): R&D, state-of-the-art, UTF-8
            Signed-off-by: A <a@example.com>       | feat(PROJ-1): Signed-off-by A a example.com
            """)
    void onlyWordsOfAnAuthorsMessageAreLeftBehindTheKey(String text, String message) {
        assertEquals(message, CommitMessage.proposed("PROJ-1", text));
    }

    @Test
    void whatElseAnAuthorSaysStandsBelowWithoutTrailersAndControlCharacters() {
        assertEquals(
                "feat(PROJ-1): Greet\n\nWhy\n\n- it is kind\nCo-authored-by x a b\nDone",
                CommitMessage.proposed(
                        "PROJ-1",
                        "Greet\r\n\r\nWhy\n\n- it is kind\nCo-authored-by: x <a@b>\n[skip ci] Do\u001b\u202ene\u0000"
                                .replace("Do\u001b\u202ene", "Done")));
    }

    @Test
    void aLongMessageOfAnAuthorIsCut() {
        String text = "x".repeat(200) + "\n" + "y".repeat(300) + "\n" + "z\n".repeat(50);
        String message = CommitMessage.proposed("PROJ-1", text);

        assertEquals(
                "feat(PROJ-1): " + "x".repeat(71) + "…",
                message.lines().findFirst().orElseThrow());
        assertEquals(22, message.lines().count());
        assertTrue(message.lines().allMatch(line -> line.length() <= 200), message);
    }

    @Property
    void anyMessageOfAnAuthorIsFreeOfDirectives(@ForAll String text) {
        String message = CommitMessage.proposed("PROJ-1", text);

        assertTrue(message.startsWith("feat(PROJ-1): "), message);
        assertTrue(message.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' || "[]*#@<>".indexOf(c) >= 0));
        assertEquals(message.indexOf(':'), message.lastIndexOf(':'));
    }

    @Property
    void anyStatusMakesOneLineWithoutDirectives(@ForAll String status) {
        String message = CommitMessage.of("PROJ-1", status);

        assertTrue(message.startsWith("feat(PROJ-1): "), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.chars().anyMatch(c -> Character.isISOControl(c) || "[]*#@:".indexOf(c) >= 0 && c != ':'));
        assertEquals(message.indexOf(':'), message.lastIndexOf(':'));
    }
}
