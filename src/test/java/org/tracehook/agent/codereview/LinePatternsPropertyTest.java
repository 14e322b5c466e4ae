package org.tracehook.agent.codereview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.tracehook.agent.codereview.LineCondition.Matching;

/** A shipped pattern is looked for only where one of its hints is: that must change nothing. */
class LinePatternsPropertyTest {

    /** Pieces of every shipped pattern, and what may stand between, before and after them. */
    private static final List<String> PIECES = List.of(
            "print",
            "(",
            ")",
            "except",
            ":",
            "from a ",
            "import ",
            "from a import",
            "import *",
            " *",
            "*;",
            "a.*;",
            "as b",
            "x",
            "[0]",
            "[ i ]",
            "System.out.",
            "System . err :: ",
            "println",
            "catch ",
            "catch",
            "(final java.lang.Throwable e)",
            "{ }",
            "console.log",
            "console?.log",
            "\"/app",
            "'/home'",
            "`/root/",
            "\"",
            "'",
            "<<<<<<<",
            ">>>>>>> main",
            "-----BEGIN ",
            "RSA ",
            "PRIVATE KEY-----",
            "PRIVATE KEY BLOCK-----",
            "AKIA",
            "ASIA",
            "ABCDEFGHIJKLMNOP",
            "AIza",
            "AccountKey=",
            "ghp_",
            "github_pat_",
            "glpat-",
            "xoxb-",
            "ATATT3",
            "npm_",
            "sk_live_",
            "0123456789zyxwvutsrqponmlkjihgfedcba",
            "if ",
            "return ",
            "//",
            "/* x */",
            "*/",
            "#",
            " ",
            "é",
            "😀");

    private static final Set<Matching> SHIPPED = shipped();

    @Property(tries = 1_000)
    void hintsChangeNothing(@ForAll("lines") String line) {
        assertHintsChangeNothing(line);
    }

    /** Two of the pieces make every alternative of every pattern. */
    @Example
    void hintsChangeNothingInAnyPair() {
        PIECES.forEach(first -> PIECES.forEach(second -> assertHintsChangeNothing(first + second)));
    }

    private static void assertHintsChangeNothing(String line) {
        for (Matching matching : SHIPPED) {
            assertEquals(matching.pattern().matcher(line).find(), matching.isMetBy(line), () -> matching.pattern()
                    .pattern());
        }
    }

    @Example
    void everyShippedPatternHasHints() {
        for (Matching matching : SHIPPED) {
            assertFalse(matching.hints().isEmpty(), () -> matching.pattern().pattern());
        }
    }

    /** Otherwise the property would say nothing of some. */
    @Example
    void everyShippedPatternIsMadeOfThePieces() {
        Random random = new Random(1);
        Set<Matching> seen = new HashSet<>();
        for (int i = 0; i < 50_000 && seen.size() < SHIPPED.size(); i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(5); j >= 0; j--) {
                line.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            SHIPPED.stream()
                    .filter(matching -> matching.pattern().matcher(line).find())
                    .forEach(seen::add);
        }

        Set<Matching> unseen = new HashSet<>(SHIPPED);
        unseen.removeAll(seen);
        assertEquals(Set.of(), unseen);
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(PIECES).list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    private static Set<Matching> shipped() {
        Set<Matching> shipped = new HashSet<>();
        for (ReviewRule rule : ShippedRules.ALL) {
            if (rule.condition() instanceof Matching matching) {
                shipped.add(matching);
            }
        }
        return shipped;
    }
}
