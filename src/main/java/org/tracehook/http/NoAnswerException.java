package org.tracehook.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;

/** No whole answer came; the message says why and holds nothing that the server sent. */
public final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;

    private NoAnswerException(Kind kind, String why) {
        super(why);
        this.kind = kind;
    }

    static NoAnswerException silent() {
        return new NoAnswerException(Kind.SILENT, "there was no answer in time");
    }

    /** A failure of another type than IOException comes from the JDK's reading of headers. */
    static NoAnswerException of(Throwable cause, boolean began) {
        boolean unreached = !began && cause instanceof IOException && !(cause instanceof ProtocolException);
        if (!unreached) {
            return new NoAnswerException(Kind.BROKEN, "it is no whole HTTP reply");
        }
        return cause instanceof SSLException
                ? new NoAnswerException(Kind.UNTRUSTED, "TLS failed, check its certificate")
                : new NoAnswerException(Kind.UNREACHED, why((IOException) cause));
    }

    private static String why(IOException cause) {
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
    public Kind kind() {
        return kind;
    }

    /** What was missing. */
    public enum Kind {
        /** The time was over; the server may still be working. */
        SILENT,
        /** There was no connection, or it ended before an answer began. */
        UNREACHED,
        /** TLS failed. */
        UNTRUSTED,
        /** Something came, and it was no whole HTTP answer. */
        BROKEN
    }
}
