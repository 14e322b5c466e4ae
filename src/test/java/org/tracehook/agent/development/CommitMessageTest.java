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
            Done #close PROJ-2                   | Done close PROJ-2
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

    @Property
    void anyStatusMakesOneLineWithoutDirectives(@ForAll String status) {
        String message = CommitMessage.of("PROJ-1", status);

        assertTrue(message.startsWith("feat(PROJ-1): "), message);
        assertEquals(1, message.lines().count(), message);
        assertFalse(message.chars().anyMatch(c -> Character.isISOControl(c) || "[]*#@:".indexOf(c) >= 0 && c != ':'));
        assertEquals(message.indexOf(':'), message.lastIndexOf(':'));
    }
}
