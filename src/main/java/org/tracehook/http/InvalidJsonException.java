package org.tracehook.http;

/** A text is not exactly one JSON object in UTF-8; the message says what is wrong and where, without any content. */
public final class InvalidJsonException extends RuntimeException {

    /** No cause is kept: the messages of a JSON parser quote what they parse. */
    InvalidJsonException(String problem) {
        super(problem);
    }
}
