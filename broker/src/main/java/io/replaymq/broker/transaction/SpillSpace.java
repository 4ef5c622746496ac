package io.replaymq.broker.transaction;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The internal topic {@code __spilled}, where transactions of links put aside what does not fit into their memory, each batch as the value
 * of a record. It means nothing to anybody else and nothing after a restart. Trimmed to what the oldest open transaction has put there.
 *
 * <p><b>Threads:</b> any; nothing waits.
 */
final class SpillSpace {
    /** Where the batches are. */
    static final TopicPartition PARTITION = new TopicPartition("__spilled", 0);

    private static final Logger LOGGER = LoggerFactory.getLogger(SpillSpace.class);
    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int RECORD_OVERHEAD = 64;

    private final ReplayLog log;
    private final TreeMap<Long, Integer> reservations =
            new TreeMap<>(); // from which offset on, by how many; guarded by itself

    private SpillSpace(ReplayLog log) {
        this.log = log;
    }

    /** The topic of a log, made if it is missing and emptied if it is there. */
    static CompletionStage<SpillSpace> open(ReplayLog log) {
        CompletionStage<?> ready = log.topic(PARTITION.topic()).isPresent()
                ? log.trim(PARTITION, log.readableEnd(PARTITION))
                : log.createTopic(PARTITION.topic(), TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES));
        return ready.thenApply(ignored -> new SpillSpace(log));
    }

    /** Somebody begins to put something aside. @return what to {@link #release} when it is not needed any more */
    long reserve() {
        synchronized (reservations) {
            long from = log.readableEnd(PARTITION);
            reservations.merge(from, 1, Integer::sum);
            return from;
        }
    }

    /** What was put aside since then by whoever calls is not needed any more; what nobody needs goes. */
    void release(long reservation) {
        long needed;
        synchronized (reservations) {
            reservations.computeIfPresent(reservation, (ignored, count) -> count == 1 ? null : count - 1);
            needed = reservations.isEmpty() ? log.readableEnd(PARTITION) : reservations.firstKey();
        }
        if (needed > reservation) {
            log.trim(PARTITION, needed).whenComplete((start, failure) -> {
                if (failure != null) {
                    LOGGER.warn("{} not trimmed to {}", PARTITION, needed, failure);
                }
            });
        }
    }

    /** Puts pieces aside, under a reservation; those that the log has no room for stay in memory. */
    void put(List<Piece> pieces) {
        List<Piece> putting = new ArrayList<>(pieces.size());
        List<PartitionBatch> spilled = new ArrayList<>(pieces.size());
        for (Piece each : pieces) {
            RecordBatch batch = each.batch();
            if (batch != null) {
                putting.add(each);
                RecordBatchBuilder builder = new RecordBatchBuilder(batch.sizeInBytes() + RECORD_OVERHEAD);
                spilled.add(new PartitionBatch(
                        PARTITION, builder.append(0, null, batch.bytes()).build()));
            }
        }
        log.append(new AppendSet(spilled), Durability.ACCEPTED).thenAccept(outcome -> {
            if (outcome instanceof AppendOutcome.Committed committed) {
                for (int i = 0; i < putting.size(); i++) {
                    putting.get(i).putAside(committed.baseOffsets().get(i));
                }
            } else {
                LOGGER.debug("{} batches of a transaction stay in memory: {}", putting.size(), outcome);
            }
        });
    }

    /** The batches of pieces, wherever they are, in order. @return fails with the log's exception */
    CompletionStage<List<RecordBatch>> get(List<Piece> pieces) {
        CompletionStage<List<RecordBatch>> read = CompletableFuture.completedStage(new ArrayList<>(pieces.size()));
        for (Piece each : pieces) {
            read = read.thenCompose(batches -> get(each).thenApply(batch -> {
                batches.add(batch);
                return batches;
            }));
        }
        return read;
    }

    private CompletionStage<RecordBatch> get(Piece piece) {
        RecordBatch inMemory = piece.batch();
        return inMemory != null
                ? CompletableFuture.completedStage(inMemory)
                : log.fetch(PARTITION, piece.spilledAt(), 1).thenApply(fetch -> find(fetch, piece.spilledAt()));
    }

    private static RecordBatch find(Fetch fetch, long offset) {
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                ByteBuffer value = each.content().value();
                if (each.offset() == offset && value != null) {
                    return parse(value, offset);
                }
            }
        }
        throw new CorruptLogException(PARTITION + ": nothing at offset " + offset + ", expected a batch");
    }

    private static RecordBatch parse(ByteBuffer value, long offset) {
        try {
            // A copy: the log will write its offsets into the batch, and others may be reading these bytes.
            return RecordBatch.parse(
                    ByteBuffer.allocate(value.remaining()).put(value).flip());
        } catch (MalformedRecordException e) {
            throw new CorruptLogException(PARTITION + " offset " + offset + ": " + e.getMessage(), e);
        }
    }
}
