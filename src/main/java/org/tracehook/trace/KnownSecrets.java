package org.tracehook.trace;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Takes secrets out of texts, however they are spelled, with one look at most characters. */
final class KnownSecrets {

    private static final int ASCII = 128;

    private final List<SecretSpelling> spellings;
    private final int longest;
    private boolean anyBeginsBeyondAscii;

    /** Whether a spelling begins with that character. */
    private final boolean[] beginnings = new boolean[ASCII];

    /** Whether a spelling begins with those two characters: the first at {@link #ASCII} times its number. */
    private final boolean[] pairs = new boolean[ASCII * ASCII];

    KnownSecrets(Collection<String> secrets) {
        spellings = secrets.stream().flatMap(SecretSpelling::of).toList();
        longest = secrets.stream().mapToInt(String::length).max().orElse(0);
        spellings.forEach(this::mark);
    }

    private void mark(SecretSpelling spelling) {
        if (spelling.first() >= ASCII) {
            anyBeginsBeyondAscii = true;
            return;
        }
        beginnings[spelling.first()] = true;
        int row = spelling.first() * ASCII;
        if (spelling.second() < 0) {
            Arrays.fill(pairs, row, row + ASCII, true);
        } else if (spelling.second() < ASCII) {
            pairs[row + spelling.second()] = true;
        }
    }

    /** The length of the longest secret in UTF-16 units, as it is; 0 when there is none. */
    int longest() {
        return longest;
    }

    boolean isIn(String text) {
        Unescaped reader = new Unescaped(text);
        for (int i = 0; i < text.length(); i++) {
            if (mayBegin(text, i) && end(reader, i) > 0) {
                return true;
            }
        }
        return false;
    }

    /** The text without them; where two overlap, without both. */
    String without(String text) {
        Unescaped reader = new Unescaped(text);
        StringBuilder clean = null;
        int done = 0;
        for (int i = 0; i < text.length(); i++) {
            int end = mayBegin(text, i) ? end(reader, i) : 0;
            if (end > done) {
                clean = clean == null ? new StringBuilder(text.length()) : clean;
                if (i >= done) {
                    clean.append(text, done, i).append(Scrubber.GONE);
                }
                done = end;
            }
        }
        return clean == null ? text : clean.append(text, done, text.length()).toString();
    }

    /** False only where none does: two characters tell most, and nothing is made. */
    private boolean mayBegin(String text, int index) {
        char first = text.charAt(index);
        if (first >= ASCII) {
            return anyBeginsBeyondAscii;
        }
        if (!beginnings[first]) {
            return isEscape(first);
        }
        int next = index + 1;
        while (next < text.length() && text.charAt(next) == ' ') {
            next++;
        }
        if (next == text.length()) {
            return true;
        }
        char second = text.charAt(next);
        return isEscape(first) || isEscape(second) || second < ' ' || second >= ASCII || pairs[first * ASCII + second];
    }

    private static boolean isEscape(char c) {
        return c == '\\' || c == '%';
    }

    /** The index after the longest that begins there; -1 when none does. */
    private int end(Unescaped reader, int start) {
        int end = -1;
        for (SecretSpelling spelling : spellings) {
            end = Math.max(end, spelling.endIn(reader, start));
        }
        return end;
    }
}
