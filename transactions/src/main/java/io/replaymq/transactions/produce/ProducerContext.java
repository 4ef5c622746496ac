package io.replaymq.transactions.produce;

import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.threads.SerialThread;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the lanes of a producer share.
 *
 * @param log where everything goes
 * @param identity who appends
 * @param identities gives out further identities; null for a producer with a name, which has but one
 * @param settings how
 * @param time clocks
 * @param thread tells senders and tries again
 * @param memory for records that were not answered yet
 * @param compressors build batches
 * @param health whether the producer has failed
 */
record ProducerContext(
        ReplayLog log,
        ProducerIdentity identity,
        @Nullable Supplier<CompletionStage<ProducerIdentity>> identities,
        LaneSettings settings,
        TimeSource time,
        SerialThread thread,
        BufferMemory memory,
        Compressors compressors,
        ProducerHealth health) {
    /** Whether a batch has waited for room in the log as long as it may. */
    boolean isTooLateFor(SendBatch batch) {
        return time.nanoTime() - batch.createdNanos() >= settings.deliveryNanos();
    }
}
