package io.replaymq.groups.delivery;

import io.replaymq.groups.journal.Change;
import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Begins a new generation of the cursor in the partitions it names, in one append. */
final class Rewind implements Change {
    private final UUID groupId;
    private final List<PartitionDelivery> partitions;
    private final List<Long> offsets;
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Rewind(UUID groupId, List<PartitionDelivery> partitions, List<Long> offsets) {
        this.groupId = groupId;
        this.partitions = partitions;
        this.offsets = offsets;
    }

    CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public Durability durability() {
        return Durability.DURABLE;
    }

    @Override
    public void decide(Consumer<GroupRecord> records) {
        for (int i = 0; i < offsets.size(); i++) {
            if (offsets.get(i) != StartPositions.UNCHANGED) {
                int next = partitions.get(i).cursor().generation() + 1;
                records.accept(CursorImage.start(groupId, i, next, offsets.get(i)));
            }
        }
    }

    @Override
    public void applied(long baseOffset) {
        for (int i = 0; i < offsets.size(); i++) {
            if (offsets.get(i) != StartPositions.UNCHANGED) {
                partitions.get(i).startGeneration();
            }
        }
        done.complete(null);
    }

    @Override
    public void failed(BrokerException cause) {
        done.completeExceptionally(cause);
    }
}
