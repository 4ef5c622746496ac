package io.replaymq.groups.journal;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.record.GroupRecordCodec;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The changes that go into one append, and those who wait for it. */
final class Drain {
    private static final int BATCH_BYTES = 32 << 10;
    private static final int FIRST_BYTES = 512;

    final List<Change> changes = new ArrayList<>();
    final List<GroupRecord> records = new ArrayList<>();
    final CompletableFuture<Void> settled = new CompletableFuture<>();

    void decide() {
        for (Change each : changes) {
            each.decide(records::add);
        }
    }

    Durability durability() {
        Durability strongest = Durability.WRITTEN;
        for (Change each : changes) {
            strongest = each.durability().compareTo(strongest) > 0 ? each.durability() : strongest;
        }
        return strongest;
    }

    /** The records in batches of moderate size, one set, so that all of them or none are appended. */
    AppendSet encode(long nowMs) {
        List<PartitionBatch> batches = new ArrayList<>(1);
        encode(records, nowMs, batches);
        return new AppendSet(batches);
    }

    static void encode(List<GroupRecord> records, long nowMs, List<PartitionBatch> to) {
        RecordBatchBuilder builder = new RecordBatchBuilder(FIRST_BYTES);
        for (GroupRecord each : records) {
            if (builder.sizeInBytes() > BATCH_BYTES) {
                to.add(new PartitionBatch(GroupJournal.PARTITION, builder.build()));
                builder = new RecordBatchBuilder(BATCH_BYTES);
            }
            builder.append(nowMs, GroupRecordCodec.encode(each));
        }
        if (builder.count() > 0) {
            to.add(new PartitionBatch(GroupJournal.PARTITION, builder.build()));
        }
    }
}
