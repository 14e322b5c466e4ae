package org.tracehook.trace;

import java.util.HexFormat;

/** Reads a text character by character with the escapes of JSON and of URLs undone. */
final class Unescaped {

    /** Takes the place of characters that cannot be seen. */
    private static final int REPLACEMENT = 0xFFFD;

    private static final String ESCAPED = "\"'\\/bfnrt";
    private static final String MEANT = "\"'\\/\b\f\n\r\t";

    private final String text;
    private int start;
    private int end;
    private int character;

    Unescaped(String text) {
        this.text = text;
    }

    /** Reads the character at that index; false when there is none. */
    boolean read(int index) {
        if (index >= text.length()) {
            return false;
        }
        start = index;
        character = written();
        end = start + Character.charCount(character);
        if (character == '\\') {
            readJson();
        } else if (character == '%') {
            readUrl();
        }
        return true;
    }

    /** The code point that was read, its escape undone. */
    int character() {
        return character;
    }

    /** The code point that stands there. */
    int written() {
        return text.codePointAt(start);
    }

    /** Whether what was read is an escape. */
    boolean isEscape() {
        return end - start > Character.charCount(written());
    }

    /** The index after what was read. */
    int end() {
        return end;
    }

    /** Whether a code point does not count: a blank, a line end, or what cannot be seen. */
    static boolean isGap(int c) {
        if (c < 0x7F) {
            return c <= ' ';
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> c == REPLACEMENT;
        };
    }

    private void readJson() {
        int meant = end == text.length() ? -1 : ESCAPED.indexOf(text.charAt(end));
        int unit = unit(start);
        if (meant >= 0) {
            character = MEANT.charAt(meant);
            end = start + 2;
        } else if (unit >= 0) {
            readUnicode(unit);
        }
    }

    private void readUnicode(int unit) {
        int low = Character.isHighSurrogate((char) unit) ? unit(start + 6) : -1;
        boolean isPair = low >= 0 && Character.isLowSurrogate((char) low);
        character = isPair ? Character.toCodePoint((char) unit, (char) low) : unit;
        end = start + (isPair ? 12 : 6);
    }

    /** The UTF-16 unit that is written there as a backslash, {@code u} and four digits; -1 when none is. */
    private int unit(int index) {
        return text.startsWith("\\u", index) ? hex(index + 2, 4) : -1;
    }

    /** One character of UTF-8, each of its bytes as a percent sign and two digits. */
    private void readUrl() {
        int first = octet(start);
        int more = first < 0xC0 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
        int point = first < 0x80 ? first : more == 0 ? -1 : first & (0x3F >> more);
        for (int i = 1; i <= more; i++) {
            int following = octet(start + 3 * i);
            point = point < 0 || (following & 0xC0) != 0x80 ? -1 : point << 6 | following & 0x3F;
        }
        if (point >= 0) {
            character = point;
            end = start + 3 * (more + 1);
        }
    }

    private int octet(int index) {
        return text.startsWith("%", index) ? hex(index + 1, 2) : -1;
    }

    /** The number that those hexadecimal digits make; -1 when they are none. */
    private int hex(int index, int digits) {
        int number = 0;
        for (int i = index; i < index + digits; i++) {
            if (i >= text.length() || !HexFormat.isHexDigit(text.charAt(i))) {
                return -1;
            }
            number = number << 4 | HexFormat.fromHexDigit(text.charAt(i));
        }
        return number;
    }
}
