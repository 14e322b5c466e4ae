package org.tracehook.http;

/** A body is not the JSON object that was asked for; the message says why and holds nothing of the body. */
public final class InvalidJsonException extends Exception {

    private static final long serialVersionUID = 1;

    InvalidJsonException(String why) {
        super(why);
    }
}
