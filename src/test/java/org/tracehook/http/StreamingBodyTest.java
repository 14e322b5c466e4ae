package org.tracehook.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class StreamingBodyTest {

    private final Source source = new Source();
    private final StreamingBody body = new StreamingBody(count -> true);

    private static List<ByteBuffer> bytes(int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int one : bytes) {
            buffer.put((byte) one);
        }
        return List.of(buffer.flip());
    }

    @Test
    void theBytesComeOutInTheirOrderUpToTheEnd() throws IOException {
        body.onSubscribe(source);
        body.onNext(bytes(1, 2, 255));
        body.onNext(bytes());
        body.onNext(List.of());
        body.onNext(bytes(3));
        body.onComplete();

        assertEquals(1, body.read());
        assertArrayEquals(new byte[] {2, -1, 3}, body.readAllBytes());
        assertEquals(-1, body.read());
        assertEquals(-1, body.read(new byte[5]));
    }

    @Test
    void noMoreIsAskedForThanWasTaken() throws IOException {
        body.onSubscribe(source);
        assertEquals(1, source.requested);

        body.onNext(bytes(1));
        body.read();

        assertEquals(2, source.requested);
    }

    @Test
    void aBrokenBodyIsNoEnd() throws IOException {
        body.onSubscribe(source);
        body.onNext(bytes(1));
        body.onError(new IOException("reset"));

        assertEquals(1, body.read());
        assertThrows(IOException.class, body::read);
        assertThrows(IOException.class, body::read);
    }

    @Test
    void anInterruptEndsTheConnectionAndIsKept() {
        body.onSubscribe(source);
        Thread.currentThread().interrupt();

        assertThrows(InterruptedIOException.class, body::read);
        assertTrue(Thread.interrupted());
        assertTrue(source.cancelled);
    }

    @Test
    void tooManyBytesEndTheConnection() throws IOException {
        StreamingBody small = new StreamingBody(count -> count < 2);
        small.onSubscribe(source);
        small.onNext(bytes(1, 2, 3));

        assertEquals(1, small.read());
        assertThrows(IOException.class, () -> small.read(new byte[2]));
        assertTrue(source.cancelled);
    }

    @Test
    void whatIsClosedBeforeItBeginsIsCancelled() {
        body.close();
        body.onSubscribe(source);

        assertTrue(source.cancelled);
        assertEquals(0, source.requested);
    }

    private static final class Source implements Flow.Subscription {

        private long requested;
        private boolean cancelled;

        @Override
        public void request(long count) {
            requested += count;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
