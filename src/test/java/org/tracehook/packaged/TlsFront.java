package org.tracehook.packaged;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import javax.net.ServerSocketFactory;

/** Speaks TLS in front of a server on loopback that does not. */
final class TlsFront implements AutoCloseable {

    private final ServerSocket server;
    private final int behind;

    private TlsFront(ServerSocket server, int behind) {
        this.server = server;
        this.behind = behind;
    }

    /** Begins to hand on what comes to the server of that URL. */
    static TlsFront of(ServerSocketFactory sockets, String url) throws IOException {
        ServerSocket server = sockets.createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        TlsFront front = new TlsFront(server, URI.create(url).getPort());
        daemon(front::accept);
        return front;
    }

    /** Scheme, host and port. */
    String origin() {
        return "https://127.0.0.1:" + server.getLocalPort();
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            daemon(() -> handOn(client));
        }
    }

    private void handOn(Socket client) throws IOException {
        try (client;
                Socket target = new Socket(InetAddress.getByName("127.0.0.1"), behind)) {
            daemon(() -> copy(target.getInputStream(), client.getOutputStream()));
            copy(client.getInputStream(), target.getOutputStream());
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[8192];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One of the two is gone, or refuses the certificate.
                    }
                },
                "tls-front");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private interface Work {

        void run() throws IOException;
    }
}
