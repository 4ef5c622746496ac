package io.replaymq.reliability;

import io.replaymq.history.Event;
import io.replaymq.history.Event.Finished.How;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Reads whole queues from the log of a server that has been stopped. Places are counted, as a reader of the queue's history counts them. */
final class LogAudit {
    private static final int FETCH_BYTES = 1 << 20;

    private LogAudit() {}

    static void read(Path data, List<String> queues, Consumer<Event> reader) {
        try (EmbeddedLog log = EmbeddedLog.open(data, LogConfig.DEFAULTS)) {
            for (String queue : queues) {
                TopicPartition partition = new TopicPartition("queue." + queue, 0);
                long[] rank = {0};
                for (long next = 0; next < log.readableEnd(partition); ) {
                    Fetch fetch = log.fetch(partition, next, FETCH_BYTES)
                            .toCompletableFuture()
                            .join();
                    fetch.batches()
                            .forEach(batch -> batch.forEach(each -> reader.accept(read(queue, rank[0]++, each))));
                    next = fetch.nextOffset();
                }
                reader.accept(new Event.Finished(System.nanoTime(), queue, How.READ));
            }
        }
    }

    private static Event read(String queue, long rank, StoredRecord stored) {
        ByteBuffer value = stored.content().value();
        Parcel parcel = Parcel.parse(StandardCharsets.UTF_8.decode(value).toString());
        return new Event.Read(System.nanoTime(), "log", queue, 0, rank, parcel.id(), parcel.sentBy());
    }
}
