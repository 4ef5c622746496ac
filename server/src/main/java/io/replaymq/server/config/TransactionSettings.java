package io.replaymq.server.config;

import io.replaymq.broker.api.TransactionLimits;
import java.time.Duration;
import java.util.List;

/** How much transactions may take. */
final class TransactionSettings {
    static final Setting<Duration> MAX_AGE = new Setting<>(
            "transaction.max-age",
            "5m",
            "1s to 1d",
            "How long a transaction that has sent something may be open. An older one is rolled back, which its commit is told.",
            ValueSyntax.duration(Duration.ofSeconds(1), Duration.ofDays(1)));
    static final Setting<Long> MEMORY = new Setting<>(
            "transaction.memory",
            "1 MiB",
            "64 KiB to 1 GiB",
            "Memory for what one transaction sends; what is more waits in an internal topic of the log.",
            ValueSyntax.bytes(64 << 10, 1 << 30));
    static final Setting<Long> MAX_BYTES = new Setting<>(
            "transaction.max-bytes",
            "32 MiB",
            "64 KiB to 1 GiB; at least transaction.memory in any case",
            "How much one transaction may send; a larger one is rolled back. Its client has a limit too,"
                    + " maxTransactionBytes in its URL, and the log has log.max-append-set.",
            ValueSyntax.bytes(64 << 10, 1 << 30));
    static final Setting<Integer> OPEN_OF_CONNECTION = new Setting<>(
            "transaction.open-of-connection",
            "256",
            "1 to 1000000",
            "How many transactions that have sent something may be open on one connection; one more is rolled back.",
            ValueSyntax.integer(1, 1_000_000));
    static final Setting<Integer> OPEN = new Setting<>(
            "transaction.open", "2000", "1 to 1000000", "The same in all.", ValueSyntax.integer(1, 1_000_000));

    static final List<Setting<?>> ALL = List.of(MAX_AGE, MEMORY, MAX_BYTES, OPEN_OF_CONNECTION, OPEN);

    private TransactionSettings() {}

    static TransactionLimits read(SettingValues values) {
        int memory = Math.toIntExact(values.get(MEMORY));
        return new TransactionLimits(
                values.get(MAX_AGE),
                memory,
                Math.max(memory, Math.toIntExact(values.get(MAX_BYTES))),
                values.get(OPEN_OF_CONNECTION),
                values.get(OPEN));
    }
}
