package io.replaymq.transactions.transaction;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.threads.Waiting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * The internal topic {@code __spill}, where transactions put aside what does not fit into their memory, each batch as the value of a record.
 * It means nothing to anybody else and nothing after a restart. It is trimmed to what the oldest open transaction has put there, and
 * to its end when a client is opened.
 *
 * <p><b>Threads:</b> any; {@link #reserve}, {@link #put} and {@link #get} wait.
 */
public final class SpillTopic {
    /** Where the batches are. */
    static final TopicPartition PARTITION = new TopicPartition("__spill", 0);

    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int RECORD_OVERHEAD = 64;

    private final ReplayLog log;
    /** From which offset on it is needed, by how many. */
    private final TreeMap<Long, Integer> reservations = new TreeMap<>();

    /** The topic of a log; made when it is first needed, emptied if it is there. */
    public SpillTopic(ReplayLog log) {
        this.log = log;
        if (log.topic(PARTITION.topic()).isPresent()) {
            log.trim(PARTITION, log.readableEnd(PARTITION));
        }
    }

    /**
     * Puts batches aside, under a reservation.
     *
     * @return the offset of each
     * @throws BrokerException what the log refused it for, or failed with
     */
    List<Long> put(List<RecordBatch> batches) throws InterruptedException {
        List<PartitionBatch> spilled = new ArrayList<>(batches.size());
        for (RecordBatch each : batches) {
            RecordBatchBuilder builder = new RecordBatchBuilder(each.sizeInBytes() + RECORD_OVERHEAD);
            spilled.add(new PartitionBatch(
                    PARTITION, builder.append(0, null, each.bytes()).build()));
        }
        CompletableFuture<AppendOutcome> answer =
                log.append(new AppendSet(spilled), Durability.ACCEPTED).toCompletableFuture();
        return Waiting.on(answer).orThrow().baseOffsets();
    }

    private void ensureExists() throws InterruptedException {
        if (log.topic(PARTITION.topic()).isEmpty()) {
            CompletableFuture<TopicDescription> created = log.createTopic(
                            PARTITION.topic(), TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES))
                    .toCompletableFuture();
            try {
                Waiting.on(created);
            } catch (TopicExistsException e) {
                created.exceptionally(ignored -> null); // another transaction was first, and that is as good
            }
        }
    }

    /**
     * Reads a batch that was put aside.
     *
     * @throws CorruptLogException if it is not there, or not what was put there
     */
    RecordBatch get(long offset) throws InterruptedException {
        Fetch fetch = Waiting.on(log.fetch(PARTITION, offset, 1).toCompletableFuture());
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

    /** Somebody begins to put something aside. @return what to {@link #release} when it is not needed any more */
    long reserve() throws InterruptedException {
        ensureExists();
        synchronized (this) {
            long from = log.readableEnd(PARTITION);
            reservations.merge(from, 1, Integer::sum);
            return from;
        }
    }

    /** What was put aside since then by whoever calls is not needed any more; what nobody needs goes. */
    void release(long reservation) {
        long needed;
        synchronized (this) {
            reservations.computeIfPresent(reservation, (ignored, count) -> count == 1 ? null : count - 1);
            needed = reservations.isEmpty() ? log.readableEnd(PARTITION) : reservations.firstKey();
        }
        if (needed > reservation) {
            log.trim(PARTITION, needed);
        }
    }
}
