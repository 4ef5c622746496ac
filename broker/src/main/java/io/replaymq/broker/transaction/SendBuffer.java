package io.replaymq.broker.transaction;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.Message;
import io.replaymq.log.record.RecordBatchBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** What a transaction sends, encoded as it comes: for each destination one open batch and the full ones. Belongs to one thread at a time. */
final class SendBuffer {
    private static final int RECORD_OVERHEAD = 24;
    private static final int FIRST_BYTES = 1 << 10;

    private final ToIntFunction<Destination> batchBytes;
    private final Map<Destination, RecordBatchBuilder> open = new LinkedHashMap<>();
    private final List<Piece> full = new ArrayList<>();
    private int expectedBytes;
    private @Nullable Destination last;
    private @Nullable RecordBatchBuilder ofLast;

    /**
     * An empty one.
     *
     * @param batchBytes how large a batch for a destination gets, in bytes
     * @param expectedBytes how much will come, roughly
     */
    SendBuffer(ToIntFunction<Destination> batchBytes, int expectedBytes) {
        this.batchBytes = batchBytes;
        this.expectedBytes = expectedBytes;
    }

    /** How much a message takes at most, in bytes. */
    static int sizeOf(Message message) {
        return message.content().sizeInBytes() + RECORD_OVERHEAD;
    }

    void add(Destination destination, Message message) {
        RecordBatchBuilder builder = builderOf(destination);
        int bytes = sizeOf(message);
        if (builder != null && builder.sizeInBytes() + (long) bytes > batchBytes.applyAsInt(destination)) {
            full.add(new Piece(destination, builder.build()));
            builder = null;
        }
        if (builder == null) {
            int most = Math.max(bytes, batchBytes.applyAsInt(destination));
            builder = new RecordBatchBuilder(Math.min(Math.max(Math.max(expectedBytes, 2 * bytes), FIRST_BYTES), most));
            open.put(destination, builder);
            last = destination;
            ofLast = builder;
        }
        builder.append(message.timestampMs(), message.content());
    }

    private @Nullable RecordBatchBuilder builderOf(Destination destination) {
        if (!destination.equals(last)) {
            last = destination;
            ofLast = open.get(destination);
        }
        return ofLast;
    }

    /** All of it as full batches, in order for each destination. The list is the caller's to read, and grows with what comes later. */
    List<Piece> pieces() {
        open.forEach((destination, builder) -> full.add(new Piece(destination, builder.build())));
        open.clear();
        last = null;
        ofLast = null;
        expectedBytes = 0;
        return full;
    }
}
