package io.replaymq.groups.coordination;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.coordination.record.ConsumerGroupRecordCodec;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What goes to the log in one append, and those who wait for it. */
final class JournalEntry {
    private static final int BATCH_BYTES = 32 << 10;
    private static final int FIRST_BYTES = 256;

    final List<ConsumerGroupRecord> records = new ArrayList<>();
    final CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
    final CompletableFuture<Void> settled = new CompletableFuture<>();

    @Nullable
    AppendOutcome outcome;

    private final Kind kind;
    private final List<PartitionBatch> sends;
    private Durability durability;
    private @Nullable AppendSet set;

    /** Whose append it is. */
    enum Kind {
        RECORDS,
        SENDS,
        SNAPSHOT
    }

    private JournalEntry(Kind kind, List<PartitionBatch> sends, Durability durability) {
        this.kind = kind;
        this.sends = sends;
        this.durability = durability;
    }

    static JournalEntry ofRecords() {
        return new JournalEntry(Kind.RECORDS, List.of(), Durability.ACCEPTED);
    }

    static JournalEntry ofSends(List<PartitionBatch> sends, Durability durability) {
        return new JournalEntry(Kind.SENDS, sends, durability);
    }

    static JournalEntry ofSnapshot() {
        return new JournalEntry(Kind.SNAPSHOT, List.of(), Durability.DURABLE);
    }

    Kind kind() {
        return kind;
    }

    boolean isEmpty() {
        return records.isEmpty() && sends.isEmpty();
    }

    Durability durability() {
        return durability;
    }

    void add(List<ConsumerGroupRecord> more, Durability least) {
        records.addAll(more);
        durability = least.compareTo(durability) > 0 ? least : durability;
    }

    /** The sends and then the records, in batches of moderate size. Made once, so that a repetition is the same bytes. */
    AppendSet toSet(TopicPartition partition, long nowMs) {
        AppendSet made = set;
        if (made == null) {
            List<PartitionBatch> batches = new ArrayList<>(sends);
            RecordBatchBuilder builder = new RecordBatchBuilder(FIRST_BYTES);
            for (ConsumerGroupRecord each : records) {
                if (builder.sizeInBytes() > BATCH_BYTES) {
                    batches.add(new PartitionBatch(partition, builder.build()));
                    builder = new RecordBatchBuilder(BATCH_BYTES);
                }
                builder.append(nowMs, ConsumerGroupRecordCodec.encode(each));
            }
            if (builder.count() > 0) {
                batches.add(new PartitionBatch(partition, builder.build()));
            }
            made = new AppendSet(batches);
            set = made;
        }
        return made;
    }

    /** How many bytes its records take in the internal topic. */
    long sizeInBytes() {
        long size = 0;
        AppendSet made = set;
        if (made != null) {
            for (PartitionBatch each :
                    made.batches().subList(sends.size(), made.batches().size())) {
                size += each.batch().sizeInBytes();
            }
        }
        return size;
    }

    void complete(AppendOutcome known) {
        answer.complete(known);
        settled.complete(null);
    }

    void fail(BrokerException cause) {
        answer.complete(new AppendOutcome.InDoubt(cause));
        settled.completeExceptionally(cause);
    }
}
