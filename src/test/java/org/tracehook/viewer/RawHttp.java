package org.tracehook.viewer;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection to a server on loopback, on which a test writes exactly the bytes that it means. */
final class RawHttp implements AutoCloseable {

    private static final int LIMIT = 20_000;

    private final Socket socket;
    private final InputStream in;

    /** Connects with a receive buffer of that many bytes, so that a test can be a slow reader. */
    RawHttp(int port, int receiveBuffer) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(receiveBuffer);
        socket.setSoTimeout(LIMIT);
        socket.connect(new InetSocketAddress("127.0.0.1", port), LIMIT);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The whole response to one request whose lines are given, its body included; the connection ends with it. */
    static String exchange(int port, String body, String... lines) throws IOException {
        try (RawHttp connection = new RawHttp(port, 64 * 1024)) {
            connection.send(String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n" + body);
            return new String(connection.in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /** What comes until that text has come, the text included. */
    String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] last = end.getBytes(StandardCharsets.UTF_8);
        int matched = 0;
        while (matched < last.length) {
            int next = in.read();
            if (next < 0) {
                throw new AssertionError("the connection ended after " + read.toString(StandardCharsets.UTF_8));
            }
            read.write(next);
            matched = (byte) next == last[matched] ? matched + 1 : (byte) next == last[0] ? 1 : 0;
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
