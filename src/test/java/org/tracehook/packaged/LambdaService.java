package org.tracehook.packaged;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Lambda's Invoke API and its queue of asynchronous events on loopback, for one function: each event goes to a process of
 * the function, three times at most; one that fails each time ends where an on-failure destination would get it.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">Invoke</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">Asynchronous invocation</a>
 */
final class LambdaService implements AutoCloseable {

    /** Lambda's own: it tries two more times. */
    private static final int ATTEMPTS = 3;

    /** Lambda waits one and two minutes, and so long no test. */
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(200);

    private final HttpServer server;
    private final Starting starting;
    private final Duration limit;
    private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>();
    private final List<byte[]> failed = new CopyOnWriteArrayList<>();
    private final BlockingQueue<byte[]> lately = new LinkedBlockingQueue<>();
    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread worker = new Thread(this::work, "asynchronous invocations");
    private volatile DeployedFunction running;

    private LambdaService(HttpServer server, Starting starting, Duration limit) {
        this.server = server;
        this.starting = starting;
        this.limit = limit;
        server.createContext("/2015-03-31/functions/", exchange -> invoke(new JsonExchange(exchange)));
    }

    /** A service whose invocations may take that long, in processes that are started so. */
    static LambdaService start(Starting starting, Duration limit) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        LambdaService service =
                new LambdaService(HttpServer.create(new InetSocketAddress(loopback, 0), 0), starting, limit);
        service.server.start();
        service.worker.setDaemon(true);
        service.worker.start();
        return service;
    }

    /** The value of {@code tracehook.acknowledge.endpoint-override}. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void invoke(JsonExchange post) throws IOException {
        requests.add(post.header("X-Amz-Invocation-Type") + " " + post.path());
        queue.add(post.body().getBytes(StandardCharsets.UTF_8));
        post.reply(202, "");
    }

    private void work() {
        try {
            while (true) {
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            // This service is closing.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void deliver(byte[] event) throws InterruptedException, IOException {
        for (int i = 1; i <= ATTEMPTS; i++) {
            Attempt attempt = attempt(event);
            attempts.add(attempt);
            if (!attempt.failed()) {
                return;
            }
            Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
        }
        failed.add(event);
        lately.add(event);
    }

    private Attempt attempt(byte[] event) throws InterruptedException, IOException {
        if (running == null) {
            running = starting.start();
        }
        DeployedFunction function = running;
        try {
            return new Attempt(function.api().invoke(event, limit).answer().get(), null, function);
        } catch (ExecutionException e) {
            // Lambda does not use a process again that ended or ran out of time.
            function.process().kill();
            running = null;
            return new Attempt(null, e.getCause(), function);
        }
    }

    /** The next attempt that ended, within the limit. */
    Attempt awaitAttempt(Duration within) throws InterruptedException {
        Attempt attempt = attempts.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (attempt == null) {
            throw new AssertionError("no attempt ended within " + within);
        }
        return attempt;
    }

    /** The process that runs events now; null for none. */
    DeployedFunction running() {
        return running;
    }

    /** The type and the path of each call of the Invoke API. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** The next event that failed each time, within the limit. */
    byte[] awaitFailed(Duration within) throws InterruptedException {
        byte[] event = lately.poll(within.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new AssertionError("no event failed within " + within);
        }
        return event;
    }

    /** The events that failed each time. */
    List<byte[]> failed() {
        return List.copyOf(failed);
    }

    /** Hands an event over once more, as Lambda may. */
    void again(byte[] event) {
        queue.add(event);
    }

    @Override
    public void close() {
        server.stop(0);
        worker.interrupt();
        if (running != null) {
            running.close();
        }
    }

    /** Starts a process of the function. */
    interface Starting {
        DeployedFunction start() throws IOException;
    }

    /**
     * How an attempt ended.
     *
     * @param answer of the function; null when it gave none
     * @param error why it gave none; null when it did
     * @param function its process
     */
    record Attempt(Answer answer, Throwable error, DeployedFunction function) {

        /** Whether Lambda tries again: an error was posted, or the process ended. */
        boolean failed() {
            return answer == null || answer instanceof Answer.Failure;
        }
    }
}
