package io.replaymq.groups.journal;

import static io.replaymq.groups.journal.GroupJournal.PARTITION;

import io.replaymq.groups.record.GroupRecordDecoder;
import io.replaymq.groups.state.GroupStates;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Reads {@code __groups} from its start to its end and replays it: what a start does, clean stop or not. */
public final class GroupRecovery {
    private static final int FETCH_BYTES = 1 << 20;
    private static final int SEGMENT_BYTES = 4 << 20;

    private final ReplayLog log;
    private final Executor owner;
    private final GroupStates states = new GroupStates();
    private long bytes;

    private GroupRecovery(ReplayLog log, Executor owner) {
        this.log = log;
        this.owner = owner;
    }

    /**
     * Creates the topic if it is missing, and replays it.
     *
     * @return what it amounts to, on the owner's thread; fails with {@link io.replaymq.log.api.CorruptLogException} if a record cannot be
     *     understood
     */
    public static CompletionStage<GroupRecovery> recover(ReplayLog log, Executor owner) {
        TopicConfig config = TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES);
        CompletionStage<?> created = log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(PARTITION.topic(), config);
        GroupRecovery recovery = new GroupRecovery(log, owner);
        return created.thenComposeAsync(ignored -> recovery.replayFrom(log.startOffset(PARTITION)), owner);
    }

    /** The state that the records amount to. */
    public GroupStates states() {
        return states;
    }

    /** How much was read. */
    long bytes() {
        return bytes;
    }

    private CompletionStage<GroupRecovery> replayFrom(long offset) {
        if (offset >= log.readableEnd(PARTITION)) {
            states.forgetGone();
            return CompletableFuture.completedStage(this);
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
                states.replay(GroupRecordDecoder.decode(each.content().value(), where));
            }
        }
    }
}
