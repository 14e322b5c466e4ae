package org.tracehook.agent.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/**
 * A remote agent on loopback that reacts as it is told, however badly; made of plain sockets, since HTTP servers refuse to
 * misbehave. One connection a request.
 */
public final class RemoteAgentServer implements AutoCloseable {

    private final ServerSocket server;
    private final List<Reaction> reactions;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch abandoned = new CountDownLatch(1);

    private RemoteAgentServer(ServerSocket server, List<Reaction> reactions) {
        this.server = server;
        this.reactions = List.copyOf(reactions);
    }

    /** A server whose n-th request meets the n-th reaction; the last stands for all that follow. */
    public static RemoteAgentServer reacting(Reaction... reactions) {
        return reacting(ServerSocketFactory.getDefault(), reactions);
    }

    /** The same on sockets of that factory, such as those of TLS. */
    public static RemoteAgentServer reacting(ServerSocketFactory sockets, Reaction... reactions) {
        try {
            ServerSocket server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
            RemoteAgentServer agent = new RemoteAgentServer(server, Arrays.asList(reactions));
            daemon(agent::accept);
            return agent;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server does with a request; when it returns, the connection is closed. */
    @FunctionalInterface
    public interface Reaction {

        /** Answers, or does not. */
        void to(Received request, OutputStream out) throws IOException, InterruptedException;
    }

    /** A request with its header names in lower case. */
    public record Received(String line, Map<String, String> headers, String body) {}

    /** Replies 200 with that JSON. */
    public static Reaction json(String json) {
        return reply(200, Map.of("Content-Type", "application/json"), json.getBytes(StandardCharsets.UTF_8));
    }

    /** Replies that status and no body. */
    public static Reaction status(int status) {
        return reply(status, Map.of(), new byte[0]);
    }

    /** Replies with exactly that. */
    public static Reaction reply(int status, Map<String, String> headers, byte[] body) {
        return (request, out) -> {
            out.write(head(status, headers, body.length));
            out.write(body);
        };
    }

    /** Sends those bytes, whatever they are. */
    public static Reaction raw(String bytes) {
        return (request, out) -> out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the beginning of a reply, then a blank from time to time, for ever. */
    public static Reaction trickle() {
        return (request, out) -> {
            out.write(head(200, Map.of("Content-Type", "application/json"), 1 << 20));
            while (true) {
                out.write(' ');
                out.flush();
                Thread.sleep(20);
            }
        };
    }

    /** Says nothing until the connection ends. */
    public static Reaction silence() {
        return (request, out) -> new CountDownLatch(1).await();
    }

    /** Closes the connection without a word. */
    public static Reaction hangUp() {
        return (request, out) -> {};
    }

    private static byte[] head(int status, Map<String, String> headers, int length) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\nConnection: close\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head.append("Content-Length: " + length + "\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Where it listens, over plain HTTP. */
    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/run";
    }

    /** The properties with which an agent of that name is this server, and knows the function by that token. */
    public Map<String, String> properties(String name, String token) {
        String agent = "tracehook.remote-agents." + name;
        return Map.of(agent + ".url", url(), agent + ".token", token);
    }

    /** Where it listens, over TLS. */
    public String httpsUrl() {
        return "https://127.0.0.1:" + server.getLocalPort() + "/run";
    }

    /** The requests so far. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** Waits until somebody has closed a connection that was still waiting for its reply, and tells whether one did. */
    public boolean wasAbandoned() throws InterruptedException {
        return abandoned.await(30, TimeUnit.SECONDS);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException e) {
                // closed, or a client that was gone before it was accepted
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Received request = read(socket.getInputStream());
            int number;
            synchronized (received) {
                received.add(request);
                number = received.size();
            }
            Thread reacting = Thread.currentThread();
            daemon(() -> watch(socket, reacting));
            reactions.get(Math.min(number, reactions.size()) - 1).to(request, socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the client is gone, which wasAbandoned() tells
        }
    }

    /** The client sends no more after its request: when reading ends, it has closed the connection. */
    private void watch(Socket socket, Thread reacting) {
        try {
            if (socket.getInputStream().read() < 0) {
                abandoned.countDown();
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                abandoned.countDown();
            }
        }
        reacting.interrupt();
    }

    private static Received read(InputStream in) throws IOException {
        String line = line(in);
        Map<String, String> headers = new TreeMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Received(line, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        if (next < 0) {
            throw new IOException("The client ended in the middle of its request");
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "remote-agent-server");
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
