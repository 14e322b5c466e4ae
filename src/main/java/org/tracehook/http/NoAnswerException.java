package org.tracehook.http;

import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** No whole answer came; the message says why and holds nothing that the server sent. */
public final class NoAnswerException extends Exception {

    private final Reason reason;

    private NoAnswerException(Reason reason, String why) {
        super(why);
        this.reason = reason;
    }

    static NoAnswerException silent() {
        return new NoAnswerException(Reason.SILENT, "there was no answer in time");
    }

    /**
     * What a failure of the JDK's client means.
     *
     * @param began whether an answer's status and headers were read
     */
    static NoAnswerException of(Throwable cause, boolean began) {
        if (began && !isNumber(cause)) {
            return new NoAnswerException(Reason.BROKEN, "it is no whole HTTP reply");
        }
        if (cause instanceof Error) {
            // The client gives a socket that cannot be opened as an InternalError.
            return new NoAnswerException(Reason.UNREACHED, "no connection can be opened here");
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            return new NoAnswerException(Reason.UNTRUSTED, "TLS failed, check its certificate");
        }
        return isReadingOfHead(cause)
                ? new NoAnswerException(Reason.NO_HTTP, "what it sends is not HTTP")
                : new NoAnswerException(Reason.UNREACHED, why(cause));
    }

    /** An SSLException that is none of the handshake comes from plain text where TLS was expected. */
    private static boolean isReadingOfHead(Throwable cause) {
        return cause instanceof ProtocolException || cause instanceof SSLException || isNumber(cause);
    }

    /** The client reads the length in a head late, and lets the failure of that through. */
    private static boolean isNumber(Throwable cause) {
        return cause instanceof RuntimeException;
    }

    private static String why(Throwable cause) {
        if (cause instanceof HttpConnectTimeoutException) {
            return "there was no connection in time";
        }
        if (cause instanceof ConnectException) {
            return cause.getCause() instanceof UnresolvedAddressException
                    ? "its host has no address"
                    : "there is no connection";
        }
        return "the connection ended before a reply";
    }

    /** What was missing. */
    public Reason reason() {
        return reason;
    }

    /** What was missing. */
    public enum Reason {
        /** The time was over; the server may still be working. */
        SILENT,
        /** There was no connection, or it ended before an answer began. */
        UNREACHED,
        /** The server's certificate is not to be trusted, or it refused the handshake of TLS. */
        UNTRUSTED,
        /** Something came that is no HTTP answer, such as the banner of another service. */
        NO_HTTP,
        /** An HTTP answer began, and its body did not come as it should. */
        BROKEN
    }
}
