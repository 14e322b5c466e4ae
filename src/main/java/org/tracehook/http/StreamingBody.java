package org.tracehook.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.IntPredicate;

/**
 * An answer's body while it arrives: an interrupt ends the wait for the rest, and closing this the connection.
 *
 * <p>Not the JDK's own stream: until Java 20 that swallows an interrupt, so that a host which stops in the middle of an
 * answer holds the thread for ever (JDK-8294047).
 */
final class StreamingBody extends InputStream implements BodySubscriber<InputStream> {

    private static final List<ByteBuffer> END = new ArrayList<>(0);

    private final IntPredicate mayCome;
    private final BlockingQueue<List<ByteBuffer>> arrived = new LinkedBlockingQueue<>();
    private Iterator<ByteBuffer> taken = Collections.emptyIterator();
    private ByteBuffer current = ByteBuffer.allocate(0);
    private Flow.Subscription subscription;
    private boolean closed;
    private boolean ended;
    private volatile Throwable failure;

    /**
     * A body.
     *
     * @param mayCome asked for each number of bytes before it is handed out; false ends the body with an exception
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
        arrived.add(buffers);
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
            if (!advance()) {
                return -1;
            }
        }
        int count = Math.min(length, current.remaining());
        current.get(buffer, offset, count);
        if (!mayCome.test(count)) {
            close();
            throw new IOException("more than may be received");
        }
        return count;
    }

    /** Goes to the next buffer, which may be empty; false at the end. */
    private boolean advance() throws IOException {
        if (!taken.hasNext() && !ended) {
            take();
        }
        if (failure != null && ended) {
            throw new IOException("the answer broke off", failure);
        }
        if (taken.hasNext()) {
            current = taken.next();
        }
        return !ended;
    }

    private void take() throws IOException {
        try {
            List<ByteBuffer> buffers = arrived.take();
            ended = buffers == END;
            taken = buffers.iterator();
            if (!ended) {
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
