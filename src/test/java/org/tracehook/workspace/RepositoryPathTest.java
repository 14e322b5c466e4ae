package org.tracehook.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPathTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "src/app.py",
                "src/main/java/App.java",
                ".gitignore",
                ".github/CODEOWNERS",
                "a b/c d.txt",
                "Grüße/進行中.md",
                "a..b/...c",
                "git/config",
                "x.git/config",
                "console.py",
                "nullable/aux_file.c",
                "50%/a.txt",
                "-rf"
            })
    void plainPathsAreTakenAsTheyAre(String path) {
        assertEquals(path, new RepositoryPath(path).toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '§', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            §§;it is empty
            /etc/passwd;it is absolute
            C:/Windows/a;it is absolute
            c:a;it is absolute
            C:;it is absolute
            \\\\server\\share\\a;it has a backslash: parts are separated by /
            ..\\a;it has a backslash: parts are separated by /
            a\\..\\..\\b;it has a backslash: parts are separated by /
            //server/share;it is absolute
            ..;it has a part '..'
            ../a;it has a part '..'
            a/../../b;it has a part '..'
            a/..;it has a part '..'
            ./a;it has a part '.'
            a/./b;it has a part '.'
            a//b;it has an empty part
            a/;it has an empty part
            %2e%2e/a;it has an escaped dot or separator
            a%2F..%2fb;it has an escaped dot or separator
            a%5cb;it has an escaped dot or separator
            ..%00/a;it has an escaped dot or separator
            .git;it leads into git's own directory
            .git/config;it leads into git's own directory
            a/.GIT/hooks/pre-commit;it leads into git's own directory
            .Git./config;it leads into git's own directory
            .git /config;it leads into git's own directory
            .git . ./config;it leads into git's own directory
            GIT~1/config;it leads into git's own directory
            .git::$INDEX_ALLOCATION/x;it has one of < > : " | ? *
            a.txt:stream;it has one of < > : " | ? *
            a*b;it has one of < > : " | ? *
            CON;it has the name of a device on Windows
            a/nul.txt;it has the name of a device on Windows
            COM1.py/b;it has the name of a device on Windows
            lpt9;it has the name of a device on Windows
            a./b;it has a part that begins with a blank, or ends with a blank or dot
            a /b;it has a part that begins with a blank, or ends with a blank or dot
            a/ b;it has a part that begins with a blank, or ends with a blank or dot
            ... ;it has a part that begins with a blank, or ends with a blank or dot
            """)
    void everythingElseIsRefusedAndSaid(String path, String problem) {
        assertEquals(problem, problem(path));
    }

    static List<String> unseen() {
        return List.of(
                "a\0b",
                "a\nb",
                "a\tb",
                "\u001b[31m",
                ".g\u200cit/config",
                "a\u202eyp.exe",
                "\ud800",
                "a\u2028b",
                "\ufeffa");
    }

    @ParameterizedTest
    @MethodSource("unseen")
    void whatCannotBeSeenIsRefused(String path) {
        assertEquals("it has invisible characters", problem(path));
    }

    @Test
    void otherFormsOfTheSameLettersAreRefused() {
        assertEquals("it is not in Unicode's normal form NFC", problem("u\u0308.txt"));
    }

    @Test
    void longPathsAndPartsAreRefused() {
        assertEquals("it has more than 400 characters", problem("a/".repeat(200) + "b"));
        assertEquals("it has a part of more than 255 bytes", problem("ä".repeat(128)));
        assertEquals(400, new RepositoryPath("a/".repeat(199) + "bc").toString().length());
    }

    @Test
    void namesFoldLetterCaseAndForm() {
        assertEquals(RepositoryPath.folded("STRASSE/Ä"), RepositoryPath.folded("straße/a\u0308"));
    }

    @Property
    void whateverIsTakenStaysInsideAndOutOfGit(@ForAll String path) {
        RepositoryPath taken;
        try {
            taken = new RepositoryPath(path);
        } catch (IllegalArgumentException refused) {
            return;
        }
        Path root = Path.of("/root/of/all");
        try {
            Path file = root.resolve(taken.toString());
            assertTrue(file.normalize().startsWith(root) && !file.normalize().equals(root), path);
            assertEquals(file, file.normalize());
        } catch (InvalidPathException e) {
            // This machine has no such name.
        }
    }

    private static String problem(String path) {
        return assertThrows(IllegalArgumentException.class, () -> new RepositoryPath(path))
                .getMessage();
    }
}
