package org.tracehook.trace;

import java.util.Arrays;
import java.util.List;

/** Texts that are looked for together, with one look at each character: most texts have none. Letter case does not count. */
final class Hints {

    private static final String[] NONE = {};

    private static final int ASCII = 128;

    /** The bit by which upper and lower case letters of ASCII differ. */
    private static final int CASE = 0x20;

    private final List<String> all;

    /** The hints that may begin with a character, at its place with {@link #CASE}. */
    private final String[][] byFirst = new String[ASCII][];

    /** Hints of ASCII, none of them empty. */
    Hints(List<String> all) {
        this.all = List.copyOf(all);
        for (String hint : all) {
            int first = hint.charAt(0) | CASE;
            String[] before = byFirst[first] == null ? NONE : byFirst[first];
            byFirst[first] = Arrays.copyOf(before, before.length + 1);
            byFirst[first][before.length] = hint;
        }
    }

    /** Them, as they were given. */
    List<String> all() {
        return all;
    }

    /** Whether one of them is in the text. */
    boolean isAnyIn(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char first = text.charAt(i);
            if (first < ASCII && byFirst[first | CASE] != null && isAnyAt(i, text, byFirst[first | CASE])) {
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
