package org.tracehook.trace;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.tracehook.trace.SecretShapes.Shape;

/** The hints of all shapes, found with one look at each character of a text: most texts have none. */
final class Hints {

    private static final int ASCII = 128;

    /** The bit by which upper and lower case letters of ASCII differ. */
    private static final int CASE = 0x20;

    /** The hints that may begin with a character. */
    private final String[][] byFirst = new String[ASCII][];

    private Hints(List<String> all) {
        Arrays.setAll(byFirst, first -> all.stream()
                .filter(hint -> isSame(hint.charAt(0), (char) first))
                .toArray(String[]::new));
    }

    static Hints of(Stream<Shape> shapes) {
        return new Hints(shapes.flatMap(shape -> shape.hints().stream()).toList());
    }

    /** Whether a hint is in the text, be it in upper or lower case; without one no shape is. */
    boolean isAnyIn(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char first = text.charAt(i);
            if (first < ASCII && byFirst[first].length > 0 && isAnyAt(i, text, byFirst[first])) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAnyAt(int start, String text, String[] hints) {
        for (String hint : hints) {
            if (isAt(start, text, hint)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(int start, String text, String hint) {
        if (hint.length() > text.length() - start) {
            return false;
        }
        for (int i = 1; i < hint.length(); i++) {
            if (!isSame(text.charAt(start + i), hint.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A little more than equal in any case, which costs nothing but a closer look. */
    private static boolean isSame(char one, char other) {
        return (one | CASE) == (other | CASE);
    }
}
