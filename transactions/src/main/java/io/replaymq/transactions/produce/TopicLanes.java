package io.replaymq.transactions.produce;

import io.replaymq.log.api.TopicPartition;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The lanes of one producer to one topic, made when they are first needed. Any thread. */
final class TopicLanes {
    private final String topic;
    private final ProducerContext context;
    private final AtomicLong bytesWithoutKey;
    private volatile @Nullable Lane[] lanes = new @Nullable Lane[0];

    TopicLanes(String topic, ProducerContext context) {
        this.topic = topic;
        this.context = context;
        // Producers begin with different partitions.
        this.bytesWithoutKey = new AtomicLong(
                context.identity().producerId() * context.settings().batchBytes());
    }

    /** The partition for a record without a key: each gets as much as fills a batch, then the next one. */
    int partitionWithoutKey(int recordBytes, int partitions) {
        if (partitions == 1) {
            return 0;
        }
        long before = bytesWithoutKey.getAndAdd(recordBytes);
        return (int) Math.floorMod(before / context.settings().batchBytes(), (long) partitions);
    }

    Lane lane(int partition) {
        @Nullable Lane[] known = lanes;
        Lane lane = partition < known.length ? known[partition] : null;
        return lane == null ? make(partition) : lane;
    }

    private synchronized Lane make(int partition) {
        @Nullable Lane[] known = lanes;
        Lane lane = partition < known.length ? known[partition] : null;
        if (lane == null) {
            lane = new Lane(new TopicPartition(topic, partition), context);
            @Nullable Lane[] more = Arrays.copyOf(known, Math.max(known.length, partition + 1));
            more[partition] = lane;
            lanes = more;
        }
        return lane;
    }

    @Nullable
    Lane[] all() {
        return lanes;
    }
}
