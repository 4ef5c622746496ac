package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.transaction.BranchCodec.BranchPart;
import io.replaymq.broker.transaction.BranchCodec.Sent;
import io.replaymq.broker.transaction.BranchRecord.Prepared;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The internal topic {@code __branches}: how each branch stands, and what a prepared one sends. It keeps the latest record of each key, so
 * that what an ended branch sent goes, and one that waits for long keeps nothing else. <b>Threads:</b> any, but for what is recovered.
 */
final class BranchLog {
    /** Where the records are. */
    static final TopicPartition PARTITION = new TopicPartition("__branches", 0);

    private static final int SEGMENT_BYTES = 16 << 20;
    private static final int FETCH_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 512;
    private static final int RECORD_OVERHEAD = 256;

    private final ReplayLog log;
    private final Map<BranchId, BranchRecord> states = new LinkedHashMap<>();
    private final Map<BranchId, TreeMap<Integer, Long>> pieces = new LinkedHashMap<>();

    private BranchLog(ReplayLog log) {
        this.log = log;
    }

    /**
     * Makes the topic if it is missing, and reads it.
     *
     * @param owner where the stage completes
     */
    static CompletionStage<BranchLog> open(ReplayLog log, Executor owner) {
        TopicConfig config =
                TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES).withCleanup(CleanupPolicy.COMPACT);
        CompletionStage<?> created = log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(PARTITION.topic(), config);
        BranchLog opened = new BranchLog(log);
        return created.thenComposeAsync(ready -> opened.replayFrom(log.startOffset(PARTITION), owner), owner);
    }

    private CompletionStage<BranchLog> replayFrom(long offset, Executor owner) {
        if (offset >= log.readableEnd(PARTITION)) {
            return CompletableFuture.completedStage(this);
        }
        return log.fetch(PARTITION, offset, FETCH_BYTES)
                .thenComposeAsync(
                        fetch -> {
                            fetch.batches().forEach(batch -> replay(batch, offset));
                            return replayFrom(fetch.nextOffset(), owner);
                        },
                        owner);
    }

    private void replay(RecordBatch batch, long from) {
        for (StoredRecord each : batch) {
            if (each.offset() >= from) {
                replay(each);
            }
        }
    }

    private void replay(StoredRecord stored) {
        String at = at(stored.offset());
        ByteBuffer keyBytes = stored.content().key();
        if (keyBytes == null) {
            throw new CorruptLogException(at + ": no key, expected one that names a branch");
        }
        BranchPart key = BranchCodec.decodeKey(keyBytes, at);
        ByteBuffer value = stored.content().value();
        if (key.part() == BranchCodec.STATE) {
            states.remove(key.id()); // the latest comes last
            if (value != null) {
                states.put(key.id(), BranchCodec.decode(key.id(), value, at));
            }
        } else if (value != null) {
            pieces.computeIfAbsent(key.id(), absent -> new TreeMap<>()).put(key.part(), stored.offset());
        } else {
            pieces.computeIfAbsent(key.id(), absent -> new TreeMap<>()).remove(key.part());
        }
    }

    private static String at(long offset) {
        return PARTITION + " offset " + offset;
    }

    /** What was found: how each branch stands, in the order in which that came to be. */
    List<BranchRecord> recovered() {
        return List.copyOf(states.values());
    }

    /**
     * Where the messages of a branch are that was found prepared.
     *
     * @throws CorruptLogException if some are missing
     */
    List<Long> piecesOf(Prepared prepared) {
        List<Long> offsets =
                List.copyOf(pieces.getOrDefault(prepared.id(), new TreeMap<>()).values());
        if (offsets.size() < prepared.pieces()) {
            throw new CorruptLogException(PARTITION + ": branch " + prepared.id() + " has " + offsets.size()
                    + " records of messages, expected " + prepared.pieces());
        }
        return offsets.subList(0, prepared.pieces());
    }

    /** What was found is not needed any more. */
    void forgetRecovered() {
        states.clear();
        pieces.clear();
    }

    /** The state of a branch, alone in a batch. */
    static PartitionBatch state(BranchRecord record, long nowMs) {
        ByteBuffer value = BranchCodec.encode(record);
        return new PartitionBatch(
                PARTITION,
                new RecordBatchBuilder(FIRST_BYTES)
                        .append(nowMs, BranchCodec.key(record.id(), BranchCodec.STATE), value)
                        .build());
    }

    /** Messages of a branch. */
    static PartitionBatch piece(BranchId id, int index, ByteBuffer piece, long nowMs) {
        return new PartitionBatch(
                PARTITION,
                new RecordBatchBuilder(piece.remaining() + RECORD_OVERHEAD)
                        .append(nowMs, BranchCodec.key(id, index), piece)
                        .build());
    }

    /**
     * That parts of branches are gone, in one batch.
     *
     * @param keys at least one
     */
    static PartitionBatch gone(List<BranchPart> keys, long nowMs) {
        RecordBatchBuilder batch = new RecordBatchBuilder(FIRST_BYTES);
        keys.forEach(each -> batch.append(nowMs, BranchCodec.key(each.id(), each.part()), null));
        return new PartitionBatch(PARTITION, batch.build());
    }

    /** Reads messages of a prepared branch. @return fails with the log's exception */
    CompletionStage<List<Sent>> read(List<Long> offsets) {
        CompletionStage<List<Sent>> read = CompletableFuture.completedStage(new ArrayList<>(offsets.size()));
        for (long offset : offsets) {
            read = read.thenCompose(before -> log.fetch(PARTITION, offset, 1).thenApply(fetch -> {
                before.add(find(fetch, offset));
                return before;
            }));
        }
        return read;
    }

    private static Sent find(Fetch fetch, long offset) {
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                ByteBuffer value = each.content().value();
                if (each.offset() == offset && value != null) {
                    return BranchCodec.decodePiece(value, at(offset));
                }
            }
        }
        throw new CorruptLogException(at(offset) + ": nothing there, expected messages of a branch");
    }
}
