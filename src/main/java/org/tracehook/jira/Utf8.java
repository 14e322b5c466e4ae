package org.tracehook.jira;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Strict UTF-8: a JSON parser that gets bytes would guess UTF-16 and UTF-32 as well, and replace what is malformed. */
final class Utf8 {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private Utf8() {}

    /** The text without a byte order mark; it has an array. */
    static CharBuffer decode(byte[] body) {
        CharBuffer text = CharBuffer.allocate(body.length);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body), text, true);
        text.flip();
        if (result.isError()) {
            throw malformedAfter(text.toString());
        }
        return text.hasRemaining() && text.get(0) == BYTE_ORDER_MARK ? text.position(1) : text;
    }

    private static NotAJsonObjectException malformedAfter(String decoded) {
        long line = 1 + decoded.chars().filter(character -> character == '\n').count();
        long column = decoded.length() - decoded.lastIndexOf('\n');
        return NotAJsonObjectException.at(line, column, "The body is not valid UTF-8");
    }
}
