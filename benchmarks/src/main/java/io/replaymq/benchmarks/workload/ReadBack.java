package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.Driver;
import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Body;
import java.util.concurrent.TimeUnit;

/**
 * Reads a destination from its first message to its last and checks what it finds: messages are stamped 0, 1, 2 and so on.
 *
 * @param messages how many were sent
 * @param size of each, in bytes
 * @param holes whether some may have been removed since; never the last one
 */
record ReadBack(long messages, int size, boolean holes) {
    private static final long TIMEOUT_MS = 200;
    private static final long STALLED_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * Reads all of them with a new receiver.
     *
     * @return how long it took, in nanoseconds
     * @throws DriverException if a message is missing, out of order or of another size
     */
    long run(Driver driver, String destination) {
        long[] next = {0};
        long start = System.nanoTime();
        try (Driver.Receiver receiver = driver.receiver(destination, 0)) {
            long last = start;
            while (next[0] < messages) {
                int got = receiver.receive(TIMEOUT_MS, body -> next[0] = check(body, next[0]) + 1);
                long now = System.nanoTime();
                if (got == 0 && now - last > STALLED_NANOS) {
                    throw new DriverException("nothing more after " + next[0] + " of " + messages + " messages");
                }
                last = got > 0 ? now : last;
            }
            return System.nanoTime() - start;
        }
    }

    private long check(byte[] body, long expected) {
        long stamp = Body.stampOf(body);
        boolean inOrder = holes ? stamp >= expected && stamp < messages : stamp == expected;
        if (!inOrder || body.length != size) {
            throw new DriverException("message " + stamp + " of " + body.length + " bytes, expected " + expected
                    + (holes ? " or a later one" : "") + " of " + size);
        }
        return stamp;
    }
}
