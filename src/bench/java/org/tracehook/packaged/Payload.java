package org.tracehook.packaged;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reviews in bodies of one size.
 *
 * @param kilobytes how large a body is
 */
record Payload(int kilobytes) {

    static final int[] KILOBYTES = {1, 10, 100, 1_000};

    /** So many are enough, since each is measured against one a thousand times its size. */
    static final int CALLS = 25;

    private static final String LINE = "    logger.info(\"a line of some code\")\\n";

    private static final int DELIVERIES_PER_ISSUE = 20;

    private static final AtomicInteger DELIVERIES = new AtomicInteger();

    /** The number of the issue of the next delivery: as in life, no issue has more than some dozens. */
    static String nextIssue() {
        return Integer.toString(100_000 + DELIVERIES.getAndIncrement() / DELIVERIES_PER_ISSUE);
    }

    /** A body of which no other is a repeat. */
    byte[] next() {
        String begin = "{'intent':'review_code','issue':{'key':'PROJ-" + nextIssue()
                + "'},'context':{'code_changes':{'src/app.py':'";
        int lines = Math.max(1, (kilobytes * 1_000 - begin.length()) / LINE.length());
        String body = begin.replace('\'', '"') + LINE.replace("\"", "\\\"").repeat(lines) + "\"}}}";
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
