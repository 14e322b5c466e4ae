package org.tracehook.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A server on loopback that speaks something else than HTTP. It closes a connection only after the client has. */
public final class BrokenServer implements AutoCloseable {

    /** What every answer holds and nobody may show. */
    public static final String CANARY = "canary";

    private final ServerSocket server;
    private final Mischief mischief;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** What the server does. */
    public enum Mischief {
        /** Greets as SSH does, before it is asked. */
        SSH_BANNER("SSH-2.0-" + CANARY + "\r\n", ""),
        /** Greets as SMTP does. */
        SMTP_BANNER("220 " + CANARY + " ESMTP\r\n", ""),
        /** Begins a status line and never ends it. */
        ENDLESS_STATUS_LINE("HTTP/1.1 200 ", CANARY.repeat(2_000)),
        /** Sends header after header. */
        ENDLESS_HEADERS("HTTP/1.1 200 OK\r\n", ("X-Any: " + CANARY + "\r\n").repeat(500)),
        /** Says again and again that the answer will come. */
        INTERIM_FLOOD("", "HTTP/1.1 102 Processing\r\n\r\n".repeat(500)),
        /** Says how long its body is in words. */
        LENGTH_IN_WORDS("HTTP/1.1 200 OK\r\nContent-Length: " + CANARY + "\r\n\r\n", ""),
        /** Has a blank in a header's name. */
        BLANK_IN_NAME("HTTP/1.1 200 OK\r\nX Any: " + CANARY + "\r\n\r\n", "");

        private final byte[] first;
        private final byte[] again;

        Mischief(String first, String again) {
            this.first = first.getBytes(StandardCharsets.ISO_8859_1);
            this.again = again.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private BrokenServer(ServerSocket server, Mischief mischief) {
        this.server = server;
        this.mischief = mischief;
    }

    /** A server that does that to everybody. */
    public static BrokenServer doing(Mischief mischief) throws IOException {
        BrokenServer broken = new BrokenServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), mischief);
        daemon(broken::accept);
        return broken;
    }

    /** Its URL over plain HTTP. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                // Closed, or a client that was gone before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            daemon(() -> answer(socket));
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // The request does not matter.
            }
        } catch (IOException e) {
            // The client is gone.
        } finally {
            open.remove(socket);
        }
    }

    private void answer(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(mischief.first);
            while (mischief.again.length > 0) {
                out.write(mischief.again);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "broken-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
