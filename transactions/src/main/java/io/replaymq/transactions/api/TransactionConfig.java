package io.replaymq.transactions.api;

import java.time.Duration;

/**
 * What a transaction may take.
 *
 * @param timeout how long it may be open before it is rolled back, 1 ms to a day
 * @param memoryBytes memory for what it sends, in bytes, 64 KiB or more; what is more waits in an internal topic of the log until the
 *     commit
 * @param maxBytes how much it may send, in bytes, at least {@code memoryBytes}; the log's own limit of an AppendSet,
 *     {@code LogConfig.maxAppendSetBytes}, holds besides, for what remains after compression
 */
public record TransactionConfig(Duration timeout, int memoryBytes, int maxBytes) {
    private static final int MIN_MEMORY_BYTES = 64 << 10;
    private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

    /** One minute, 1 MiB of memory, 32 MiB in all. */
    public static final TransactionConfig DEFAULTS = new TransactionConfig(Duration.ofMinutes(1), 1 << 20, 32 << 20);

    /** Checks every range. */
    public TransactionConfig {
        if (timeout.toMillis() < 1 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout=" + timeout + ", expected 1 ms to " + MAX_TIMEOUT);
        }
        if (memoryBytes < MIN_MEMORY_BYTES || maxBytes < memoryBytes) {
            throw new IllegalArgumentException("memoryBytes=" + memoryBytes + ", maxBytes=" + maxBytes
                    + ", expected memoryBytes of " + MIN_MEMORY_BYTES + " or more and maxBytes not below it");
        }
    }

    /** This, with another timeout. */
    public TransactionConfig withTimeout(Duration value) {
        return new TransactionConfig(value, memoryBytes, maxBytes);
    }
}
