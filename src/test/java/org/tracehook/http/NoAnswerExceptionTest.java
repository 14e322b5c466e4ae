package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.http.HttpConnectTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tracehook.http.NoAnswerException.Reason;

class NoAnswerExceptionTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException(), Reason.UNREACHED, "there is no connection"),
                Arguments.of(new HttpConnectTimeoutException(""), Reason.UNREACHED, "there was no connection in time"),
                Arguments.of(new EOFException(), Reason.UNREACHED, "the connection ended before a reply"),
                Arguments.of(
                        new InternalError(new SocketException("Too many open files")),
                        Reason.UNREACHED,
                        "no connection can be opened here"),
                Arguments.of(new SSLHandshakeException(""), Reason.UNTRUSTED, "TLS failed, check its certificate"),
                Arguments.of(new SSLPeerUnverifiedException(""), Reason.UNTRUSTED, "TLS failed, check its certificate"),
                Arguments.of(
                        new SSLException("Unrecognized SSL message, plaintext connection?"),
                        Reason.NO_HTTP,
                        "what it sends is not HTTP"),
                Arguments.of(new ProtocolException("canary"), Reason.NO_HTTP, "what it sends is not HTTP"),
                Arguments.of(new NumberFormatException("canary"), Reason.NO_HTTP, "what it sends is not HTTP"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatFailedBeforeAnAnswerBeganIsNoBrokenAnswer(Throwable cause, Reason reason, String why) {
        NoAnswerException failure = NoAnswerException.of(cause, false);

        assertEquals(reason, failure.reason());
        assertEquals(why, failure.getMessage());
    }

    @Test
    void aLengthInWordsIsNoAnswerThoughTheHeadIsRead() {
        assertEquals(
                Reason.NO_HTTP,
                NoAnswerException.of(new NumberFormatException("canary"), true).reason());
    }

    @Test
    void whatFailedLaterIsABrokenAnswer() {
        NoAnswerException failure = NoAnswerException.of(new IOException("canary"), true);

        assertEquals(Reason.BROKEN, failure.reason());
        assertEquals("it is no whole HTTP reply", failure.getMessage());
    }
}
