package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Counts the unsettled messages of one partition. Offsets have holes, so it counts what is read: what the window reads anyway,
 * and the rest when somebody asks. Nothing is read twice for it.
 */
final class Backlog {
    private static final int FETCH_BYTES = 1 << 20;

    private final ReplayLog log;
    private final Executor owner;
    private final TopicPartition partition;
    private final PartitionCursor cursor;
    private final MessageFilter ofGroup;
    private long unsettled; // messages below countedBelow
    private long countedBelow;
    private Source source = Source.WINDOW_AND_SCAN;

    private enum Source {
        WINDOW_AND_SCAN,
        /** The window stands somewhere above what is counted; a scan has to close the gap first. */
        SCAN_ONLY
    }

    Backlog(ReplayLog log, Executor owner, TopicPartition partition, PartitionCursor cursor, MessageFilter ofGroup) {
        this.log = log;
        this.owner = owner;
        this.partition = partition;
        this.cursor = cursor;
        this.ofGroup = ofGroup;
    }

    /** Starts anew where the window starts anew. */
    void restart() {
        unsettled = 0;
        countedBelow = cursor.floor();
        source = Source.WINDOW_AND_SCAN;
    }

    /** Messages that were counted are gone from the log: counts again when somebody asks. */
    void forget() {
        restart();
        source = Source.SCAN_ONLY;
    }

    void sawMessage(long offset) {
        if (offset >= countedBelow && source == Source.WINDOW_AND_SCAN) {
            countedBelow = offset + 1;
            unsettled += cursor.isSettled(offset) ? 0 : 1;
        }
    }

    void sawEverythingBelow(long offset) {
        if (source == Source.WINDOW_AND_SCAN) {
            countedBelow = Math.max(countedBelow, offset);
        }
    }

    void settled(long offset) {
        if (offset < countedBelow && unsettled > 0) {
            unsettled--;
        }
    }

    boolean hasCounted(long offset) {
        return offset < countedBelow;
    }

    CompletionStage<Long> count() {
        long from = Math.max(cursor.nextUnsettled(countedBelow), log.startOffset(partition));
        if (from >= log.readableEnd(partition)) {
            countedBelow = Math.max(countedBelow, from);
            source = Source.WINDOW_AND_SCAN;
            return CompletableFuture.completedStage(unsettled);
        }
        return log.fetch(partition, from, FETCH_BYTES).thenComposeAsync(fetch -> scan(fetch, from), owner);
    }

    private CompletionStage<Long> scan(Fetch fetch, long from) {
        if (Math.max(cursor.nextUnsettled(countedBelow), log.startOffset(partition)) == from) {
            for (RecordBatch batch : fetch.batches()) {
                unsettled += ofGroup.isAll() && batch.baseOffset() >= from && cursor.isUntouched(batch.baseOffset())
                        ? batch.recordCount()
                        : unsettledIn(batch, from);
            }
            countedBelow = fetch.nextOffset();
        }
        return count();
    }

    private long unsettledIn(RecordBatch batch, long from) {
        long count = 0;
        for (StoredRecord each : batch) {
            boolean counts = each.offset() >= from && !cursor.isSettled(each.offset()) && ofGroup.matches(each);
            count += counts ? 1 : 0;
        }
        return count;
    }
}
