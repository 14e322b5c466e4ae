package org.tracehook.workspace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;

/**
 * A git host over HTTP on the loopback address: git's smart protocol in front of a {@link BareRepository}, with the moods
 * that git hosts have.
 */
public final class GitHttpServer implements AutoCloseable {

    static {
        // With Nagle's algorithm each answer takes 40 ms longer, as LambdaRuntimeApi says; the JDK asks once, at the
        // first server.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String NAME = "/sample.git";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "git-host");
        thread.setDaemon(true);
        return thread;
    });
    private final BareRepository repository;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch pushed = new CountDownLatch(1);
    private volatile String credentials;
    private volatile Mood mood = Mood.HELPFUL;
    private volatile String redirect;
    private volatile String refusal;
    private volatile String stalling;
    private volatile String always;
    private volatile Duration delay = Duration.ZERO;
    private volatile BeforePush beforePush = () -> {};

    /** What the server does with a request. */
    public enum Mood {
        /** Serves it. */
        HELPFUL,
        /** Never answers. */
        SILENT,
        /** Takes a push, and never answers that. */
        SILENT_AFTER_PUSH,
        /** Takes a push, and closes the connection instead of an answer. */
        GONE_AFTER_PUSH,
        /** Sends an endless answer. */
        ENDLESS,
        /** Zips what it sends, which nobody asked for. */
        ZIPPED
    }

    /** What happens between the fetch and the push of somebody else. */
    @FunctionalInterface
    public interface BeforePush {

        /** Does it. */
        void run() throws IOException;
    }

    /**
     * One request that came.
     *
     * @param authorization the header's value, or null
     */
    public record Request(String method, String path, String authorization) {}

    private GitHttpServer(BareRepository repository) throws IOException {
        this.repository = repository;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Serves that repository on a free port. */
    public static GitHttpServer serving(BareRepository repository) throws IOException {
        return new GitHttpServer(repository);
    }

    /** The repository's URL. */
    public String url() {
        return origin() + NAME;
    }

    /** Another URL of the repository, with an owner before its name. */
    public String urlWithOwner() {
        return origin() + "/team" + NAME;
    }

    /** Scheme, host and port. */
    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Refuses everybody else from now on. */
    public void require(String user, String password) {
        credentials =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Changes what it does with requests. */
    public void be(Mood mood) {
        this.mood = mood;
    }

    /** Sends every request away, to the same path below another URL. */
    public void redirectTo(String base) {
        redirect = base;
    }

    /** Has something happen before each push is taken. */
    public void beforePush(BeforePush what) {
        beforePush = what;
    }

    /** Refuses pushes as a hook does, in those words. */
    public void refusePushes(String why) {
        refusal = why;
    }

    /** Begins its answer to requests of which the URL ends so, and never ends it. */
    public void stallAt(String endOfUrl) {
        stalling = endOfUrl;
    }

    /** Gives that answer to everything. */
    public void answerAlways(String text) {
        always = text;
    }

    /** Lets each request wait so long from now on, as the way to a host far away does. */
    public void delay(Duration each) {
        delay = each;
    }

    /** What came so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Waits until a push was taken; fails after the limit. */
    public void awaitPush(Duration limit) throws InterruptedException {
        if (!pushed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no push came within " + limit);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString().replaceFirst("^/team(?=" + NAME + ")", "");
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            requests.add(new Request(exchange.getRequestMethod(), path, authorization));
            Thread.sleep(delay.toMillis());
            if (mood == Mood.SILENT) {
                silence();
            } else if (always != null) {
                exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-advertisement");
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write(always.getBytes(StandardCharsets.UTF_8));
            } else if (mood == Mood.ENDLESS) {
                endless(exchange);
            } else if (redirect != null) {
                exchange.getResponseHeaders().set("Location", redirect + path.replaceFirst("^/old", ""));
                exchange.sendResponseHeaders(302, -1);
            } else if (path.startsWith("/old" + NAME)) {
                exchange.getResponseHeaders().set("Location", path.substring("/old".length()));
                exchange.sendResponseHeaders(302, -1);
            } else if (credentials != null && !credentials.equals(authorization)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                serve(exchange, path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void silence() throws InterruptedException {
        closed.await();
    }

    private void endless(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-git-upload-pack-advertisement");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().write("001e# service=git-upload-pack\n0000".getBytes(StandardCharsets.UTF_8));
        for (int i = 0; closed.getCount() > 0; i++) {
            String line = String.format("0041%s refs/heads/%08x\n", "1".repeat(40), i);
            exchange.getResponseBody().write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void serve(HttpExchange exchange, String path) throws IOException, InterruptedException {
        switch (path) {
            case NAME + "/info/refs?service=git-upload-pack" -> advertise(exchange, "git-upload-pack");
            case NAME + "/info/refs?service=git-receive-pack" -> advertise(exchange, "git-receive-pack");
            case NAME + "/git-upload-pack" -> fetch(exchange);
            case NAME + "/git-receive-pack" -> push(exchange);
            default -> exchange.sendResponseHeaders(404, -1);
        }
    }

    private void advertise(HttpExchange exchange, String service) throws IOException, InterruptedException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        PacketLineOut lines = new PacketLineOut(answer);
        if (service.equals("git-upload-pack")) {
            UploadPack pack = uploadPack(exchange);
            if (!isVersion2(exchange)) {
                lines.writeString("# service=" + service + "\n");
                lines.end();
            }
            pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        } else {
            lines.writeString("# service=" + service + "\n");
            lines.end();
            receivePack().sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
        }
        answer(exchange, "application/x-" + service + "-advertisement", answer);
    }

    private static boolean isVersion2(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Git-Protocol"))
                .filter(protocol -> protocol.contains("version=2"))
                .isPresent();
    }

    private UploadPack uploadPack(HttpExchange exchange) {
        UploadPack pack = new UploadPack(repository.repository());
        pack.setBiDirectionalPipe(false);
        if (isVersion2(exchange)) {
            pack.setExtraParameters(List.of("version=2"));
        }
        return pack;
    }

    private ReceivePack receivePack() {
        ReceivePack pack = new ReceivePack(repository.repository());
        pack.setBiDirectionalPipe(false);
        pack.setPreReceiveHook((receiving, commands) -> {
            if (refusal != null) {
                commands.forEach(command -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, refusal));
            }
        });
        return pack;
    }

    private void fetch(HttpExchange exchange) throws IOException, InterruptedException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        // JGit reads to the end of the connection, not of the body: git's own client would wait for ever.
        InputStream body = new ByteArrayInputStream(body(exchange).readAllBytes());
        uploadPack(exchange).upload(body, answer, null);
        answer(exchange, "application/x-git-upload-pack-result", answer);
    }

    private void push(HttpExchange exchange) throws IOException, InterruptedException {
        InputStream body = body(exchange);
        beforePush.run();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        receivePack().receive(body, answer, null);
        pushed.countDown();
        if (mood == Mood.SILENT_AFTER_PUSH) {
            silence();
        }
        if (mood == Mood.GONE_AFTER_PUSH) {
            return;
        }
        answer(exchange, "application/x-git-receive-pack-result", answer);
    }

    private static InputStream body(HttpExchange exchange) throws IOException {
        boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        return zipped ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody();
    }

    private void answer(HttpExchange exchange, String type, ByteArrayOutputStream body)
            throws IOException, InterruptedException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-cache");
        if (mood == Mood.ZIPPED) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (GZIPOutputStream zipped = new GZIPOutputStream(exchange.getResponseBody())) {
                body.writeTo(zipped);
            }
            return;
        }
        exchange.sendResponseHeaders(200, body.size());
        if (stalling != null && exchange.getRequestURI().toString().endsWith(stalling)) {
            exchange.getResponseBody().write(body.toByteArray(), 0, 6);
            exchange.getResponseBody().flush();
            silence();
        }
        body.writeTo(exchange.getResponseBody());
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
