package io.replaymq.broker.api;

import java.time.Duration;

/**
 * How much transactions may take. What goes beyond is rolled back, and says so when it is committed or prepared.
 *
 * @param maxAge how long a transaction that has sent something may be open, 1 s to a day
 * @param memoryBytes memory for what one sends, in bytes, 64 KiB or more; what is more waits in an internal topic of the log
 * @param maxBytes how much one may send, in bytes, at least {@code memoryBytes}; the log's own limit of an AppendSet, {@link
 *     io.replaymq.log.api.LogConfig#maxAppendSetBytes()}, holds besides
 * @param openOfLink how many that have sent something may be open on one link, 1 or more
 * @param openInBroker how many in all, 1 or more
 */
public record TransactionLimits(Duration maxAge, int memoryBytes, int maxBytes, int openOfLink, int openInBroker) {
    private static final int MIN_MEMORY_BYTES = 64 << 10; // before DEFAULTS, which are checked against these
    private static final Duration MIN_AGE = Duration.ofSeconds(1);
    private static final Duration MAX_AGE = Duration.ofDays(1);

    /** 5 minutes, 1 MiB of memory, 32 MiB in all, 256 on a link, 2,000 in the broker. */
    public static final TransactionLimits DEFAULTS =
            new TransactionLimits(Duration.ofMinutes(5), 1 << 20, 32 << 20, 256, 2_000);

    /** Checks every range. */
    public TransactionLimits {
        if (maxAge.compareTo(MIN_AGE) < 0 || maxAge.compareTo(MAX_AGE) > 0) {
            throw new IllegalArgumentException("maxAge=" + maxAge + ", expected " + MIN_AGE + " to " + MAX_AGE);
        }
        if (memoryBytes < MIN_MEMORY_BYTES || maxBytes < memoryBytes) {
            throw new IllegalArgumentException("memoryBytes=" + memoryBytes + ", maxBytes=" + maxBytes
                    + ", expected memoryBytes of " + MIN_MEMORY_BYTES + " or more and maxBytes not below it");
        }
        if (openOfLink < 1 || openInBroker < 1) {
            throw new IllegalArgumentException(
                    "openOfLink=" + openOfLink + ", openInBroker=" + openInBroker + ", expected 1 or more");
        }
    }
}
