package org.tracehook.packaged;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The Lambda Runtime API on loopback, for one function process: it hands over each event once, in the order of
 * {@link #invoke}.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Lambda Runtime API</a>
 */
final class LambdaRuntimeApi implements AutoCloseable {

    static {
        // A reply's head and body are two packets: with Nagle's algorithm the second waits 40 ms for the peer's delayed
        // acknowledgement, twice an invocation, and a benchmark would take that for the function's own time.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final String INVOCATION = "/2018-06-01/runtime/invocation/";
    private static final String RESTORE = "/2018-06-01/runtime/restore/next";
    private static final String INIT_ERROR = "/2018-06-01/runtime/init/error";
    private static final String ACCEPTED = "{\"status\":\"OK\"}";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingQueue<Invocation> queue = new LinkedBlockingQueue<>();
    private final Map<String, Invocation> handedOver = new ConcurrentHashMap<>();
    private final CompletableFuture<Instant> firstPoll = new CompletableFuture<>();
    private final CompletableFuture<Answer.Failure> initError = new CompletableFuture<>();
    private final CompletableFuture<Void> snapshot = new CompletableFuture<>();
    private final CompletableFuture<Void> restored = new CompletableFuture<>();
    private final CompletableFuture<Void> functionEnd = new CompletableFuture<>();

    private LambdaRuntimeApi(HttpServer server) {
        this.server = server;
        endsWithFunction(firstPoll);
        endsWithFunction(snapshot);
        server.setExecutor(threads);
        server.createContext(INVOCATION + "next", exchange -> next(new JsonExchange(exchange)));
        server.createContext(INVOCATION, exchange -> answer(new JsonExchange(exchange)));
        server.createContext(RESTORE, exchange -> restore(new JsonExchange(exchange)));
        server.createContext(INIT_ERROR, exchange -> initError(new JsonExchange(exchange)));
    }

    /** Listens on a free port of the loopback address. */
    static LambdaRuntimeApi start() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        LambdaRuntimeApi api = new LambdaRuntimeApi(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
        api.server.start();
        return api;
    }

    /** {@code host:port}, the value of the environment variable {@code AWS_LAMBDA_RUNTIME_API}. */
    String endpoint() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Queues an event; its answer is in what is returned, and so is the request id that the function gets. */
    Invocation invoke(byte[] event, Duration limit) {
        Invocation invocation = Invocation.queued(event, limit);
        endsWithFunction(invocation.answer());
        queue.add(invocation);
        return invocation;
    }

    /**
     * When the function first asked for an event: the end of its cold start.
     *
     * @throws java.util.concurrent.CompletionException if the limit passes or the function's process ends before
     */
    Instant awaitFirstPoll(Duration limit) {
        return firstPoll
                .copy()
                .orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /**
     * Returns when the function is ready to be kept as a snapshot, which one with SnapStart is before its first poll; it
     * goes on with {@link #restore}.
     *
     * @throws java.util.concurrent.CompletionException if the limit passes or the function's process ends before
     */
    void awaitSnapshot(Duration limit) {
        snapshot.copy().orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    /** Lets the function go on, as from its snapshot. */
    void restore() {
        restored.complete(null);
    }

    /** The error with which the function gave up before its first poll, if it reported one so far. */
    Optional<Answer.Failure> initError() {
        return Optional.ofNullable(initError.getNow(null));
    }

    /** Fails everything that still waits for the function, now and later: its process has ended. */
    void functionEnded(int exitCode) {
        functionEnd.completeExceptionally(
                new IllegalStateException("The function's process ended with exit code " + exitCode));
    }

    @Override
    public void close() {
        restored.complete(null);
        server.stop(0);
        threads.shutdownNow();
    }

    private void endsWithFunction(CompletableFuture<?> waiting) {
        functionEnd.whenComplete((nothing, ended) -> waiting.completeExceptionally(ended));
    }

    private void next(JsonExchange poll) throws IOException {
        firstPoll.complete(Instant.now());
        try {
            Invocation invocation = queue.take();
            handedOver.put(invocation.id(), invocation);
            invocation.handOver(poll);
        } catch (InterruptedException e) {
            // This server is closing; a poll never gets an answer without an event.
            poll.abort();
        }
    }

    private void answer(JsonExchange post) throws IOException {
        String[] idAndKind = post.path().substring(INVOCATION.length()).split("/", 2);
        String json = post.body();
        Invocation invocation = handedOver.remove(idAndKind[0]);
        if (invocation == null) {
            post.reply(400, "{\"errorType\":\"InvalidRequestID\"}");
            return;
        }
        boolean failed = "error".equals(idAndKind[1]);
        invocation.answer().complete(failed ? failure(post, json) : new Answer.Response(json));
        post.reply(202, ACCEPTED);
    }

    private void restore(JsonExchange wait) throws IOException {
        snapshot.complete(null);
        restored.join();
        wait.reply(200, "");
    }

    private void initError(JsonExchange post) throws IOException {
        initError.complete(failure(post, post.body()));
        post.reply(202, ACCEPTED);
    }

    private static Answer.Failure failure(JsonExchange post, String json) {
        return new Answer.Failure(post.header("Lambda-Runtime-Function-Error-Type"), json);
    }
}
