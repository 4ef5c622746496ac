package io.replaymq.groups.coordination;

import static io.replaymq.groups.coordination.OffsetsJournal.PARTITION;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.coordination.record.ConsumerGroupRecordCodec;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Reads {@code __offsets} from its start to its end: what a start does, clean stop or not. */
public final class OffsetsRecovery {
    private static final int FETCH_BYTES = 1 << 20;
    private static final int SEGMENT_BYTES = 4 << 20;

    private final ReplayLog log;
    private final Executor owner;
    private final Consumer<ConsumerGroupRecord> replay;
    private long bytes;

    private OffsetsRecovery(ReplayLog log, Executor owner, Consumer<ConsumerGroupRecord> replay) {
        this.log = log;
        this.owner = owner;
        this.replay = replay;
    }

    /**
     * Creates the topic if it is missing, and replays it.
     *
     * @param replay given each record, in order, on the owner's thread
     * @return how many bytes were read, on the owner's thread; fails with {@link io.replaymq.log.api.CorruptLogException} if a
     *     record cannot be understood
     */
    public static CompletionStage<Long> recover(ReplayLog log, Executor owner, Consumer<ConsumerGroupRecord> replay) {
        TopicConfig config = TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES);
        CompletionStage<?> created = log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(PARTITION.topic(), config);
        OffsetsRecovery recovery = new OffsetsRecovery(log, owner, replay);
        return created.thenComposeAsync(ignored -> recovery.replayFrom(log.startOffset(PARTITION)), owner);
    }

    private CompletionStage<Long> replayFrom(long offset) {
        if (offset >= log.readableEnd(PARTITION)) {
            return CompletableFuture.completedStage(bytes);
        }
        return log.fetch(PARTITION, offset, FETCH_BYTES)
                .thenComposeAsync(
                        fetch -> {
                            fetch.batches().forEach(batch -> replay(batch, offset));
                            return replayFrom(fetch.nextOffset());
                        },
                        owner);
    }

    private void replay(RecordBatch batch, long fromOffset) {
        bytes += batch.sizeInBytes();
        for (StoredRecord each : batch) {
            if (each.offset() >= fromOffset) {
                String where = PARTITION + " offset " + each.offset();
                replay.accept(ConsumerGroupRecordCodec.decode(each.content().value(), where));
            }
        }
    }
}
