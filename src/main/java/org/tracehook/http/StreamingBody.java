package org.tracehook.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntPredicate;

/**
 * A response body that is read while it arrives. An interrupt ends a read, and {@link #close} ends the connection.
 *
 * <p>The JDK's own stream swallows an interrupt until Java 20 (JDK-8294047): a host that stops in the middle of a body would
 * hold the thread for ever.
 */
final class StreamingBody extends InputStream implements BodySubscriber<InputStream> {

    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final IntPredicate mayCome;
    private final BlockingQueue<ByteBuffer> arrived = new LinkedBlockingQueue<>();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private Flow.Subscription subscription;
    private boolean closed;
    private volatile Throwable failure;

    /**
     * A body of which nothing has arrived.
     *
     * @param mayCome gets the number of bytes of each read before they are handed out; false ends the body with an exception
     */
    StreamingBody(IntPredicate mayCome) {
        this.mayCome = mayCome;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription source) {
        subscription = source;
        if (closed) {
            source.cancel();
        } else {
            source.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        ByteBuffer part = ByteBuffer.allocate(
                buffers.stream().mapToInt(ByteBuffer::remaining).sum());
        buffers.forEach(part::put);
        arrived.add(part.flip());
    }

    @Override
    public void onError(Throwable thrown) {
        failure = thrown;
        arrived.add(END);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (length > 0 && !current.hasRemaining()) {
            if (current == END) {
                return end();
            }
            take();
        }
        int count = Math.min(length, current.remaining());
        current.get(buffer, offset, count);
        if (!mayCome.test(count)) {
            close();
            throw new IOException("more than may be received");
        }
        return count;
    }

    private int end() throws IOException {
        if (failure != null) {
            throw new IOException("the answer broke off", failure);
        }
        return -1;
    }

    private void take() throws IOException {
        try {
            current = arrived.take();
            if (current != END) {
                subscription.request(1);
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    /** Ends the connection if the body has not come to its end. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
