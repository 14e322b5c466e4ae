package org.tracehook.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *.py             | app.py            | true
            *.py             | a/b/App.PY        | true
            *.PY             | app.py            | true
            *.py             | app.pyc           | false
            *.py             | apppy             | false
            *.py             | app.py/readme     | false
            src/*.py         | src/app.py        | true
            src/*.py         | src/a/app.py      | false
            src/*.py         | x/src/app.py      | false
            /src/*.py        | src/app.py        | true
            /app.py          | app.py            | true
            /app.py          | a/app.py          | false
            src/**           | src/app.py        | true
            src/**           | src/a/b/c         | true
            src/**           | src               | false
            src/**/x.py      | src/x.py          | true
            src/**/x.py      | src/a/b/x.py      | true
            src/**/x.py      | src/ax.py         | false
            **/test/**       | test/a            | true
            **/test/**       | a/b/test/c/d      | true
            **/test/**       | a/latest/c        | false
            src/a**z         | src/ab/cz         | true
            **               | a/b/c             | true
            app.?s           | app.ts            | true
            app.?s           | app.s             | false
            a?b              | a/b               | false
            *.{js,ts}        | a/b.ts            | true
            *.{js,ts}        | b.tsx             | false
            {src,lib}/*.py   | lib/a.py          | true
            {a,b{c,d}}.py    | bd.py             | true
            {**/x,y/*}.py    | a/x.py            | true
            a,b.py           | a,b.py            | true
            a.b              | axb               | false
            ?.py             | 😀.py             | true
            *.py             | héé/ünï😀.py      | true
            """)
    void globMatchesPaths(String glob, String path, boolean matches) {
        assertEquals(matches, Glob.of(glob).matches(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0b.py", "a\nb.py", "a\\b.py", "\ud800.py", "a\u202eb.py", ".py", "..py"})
    void oddCharactersAreCharacters(String path) {
        assertTrue(Glob.of("*.py").matches(path));
        assertTrue(Glob.of("src/**/*.py").matches("src/" + path + "/" + path));
    }

    @Test
    void expressionSignsHaveNoMeaning() {
        assertTrue(Glob.of("a+(b)^$.py").matches("a+(b)^$.py"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            §§         | has an empty part
            /          | has an empty part
            src/       | has an empty part
            src//x     | has an empty part
            ./x        | has an empty part
            ../x       | has an empty part
            *.{js      | has a '{' without '}'
            ts}        | has a '{' without '}'
            }{         | has a '{' without '}'
            [ab].py    | uses '['
            a\\b       | uses '\\'
            !*.py      | uses '!'
            """)
    void globThatMatchesNothingIsRefused(String glob, String problem) {
        String message = assertThrows(IllegalArgumentException.class, () -> Glob.of(glob))
                .getMessage();
        assertTrue(message.startsWith("the glob '" + glob + "' " + problem), message);
    }

    @Test
    void letterCaseCountsWhereItIsAskedTo() {
        assertTrue(Glob.of("src/**").matches("SRC/app.py"));
        assertFalse(Glob.caseSensitive("src/**").matches("SRC/app.py"));
        assertTrue(Glob.caseSensitive("src/**").matches("src/app.py"));
    }
}
