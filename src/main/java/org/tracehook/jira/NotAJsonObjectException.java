package org.tracehook.jira;

/** A body is not exactly one JSON object in UTF-8; the message says what is wrong and where, without any content. */
public final class NotAJsonObjectException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** No cause is kept: the messages of a JSON parser quote what they parse. */
    NotAJsonObjectException(String problem) {
        super(problem);
    }

    static NotAJsonObjectException at(long line, long column, String problem) {
        return new NotAJsonObjectException(problem + " at line " + line + ", column " + column);
    }
}
