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
    private final Map<Destination, Lane> lanes = new LinkedHashMap<>();
    private final List<Piece> full = new ArrayList<>();
    private int expectedBytes;
    private @Nullable Lane last;

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

    /** The open batch for one destination. */
    private static final class Lane {
        private final Destination destination;
        private final int batchBytes;
        private @Nullable RecordBatchBuilder open;

        Lane(Destination destination, int batchBytes) {
            this.destination = destination;
            this.batchBytes = batchBytes;
        }
    }

    /** How much a message takes at most, in bytes. */
    static int sizeOf(Message message) {
        return message.content().sizeInBytes() + RECORD_OVERHEAD;
    }

    /**
     * Adds a message.
     *
     * @throws io.replaymq.broker.api.InvalidDestinationException if the destination's name is none of a topic of the log
     */
    void add(Destination destination, Message message) {
        Lane lane = laneOf(destination);
        int bytes = sizeOf(message);
        RecordBatchBuilder builder = lane.open;
        if (builder != null && builder.sizeInBytes() + (long) bytes > lane.batchBytes) {
            full.add(new Piece(destination, builder.build()));
            builder = null;
        }
        if (builder == null) {
            int first = Math.max(Math.max(expectedBytes, 2 * bytes), FIRST_BYTES);
            builder = new RecordBatchBuilder(Math.min(first, Math.max(bytes, lane.batchBytes)));
            lane.open = builder;
        }
        builder.append(message.timestampMs(), message.content());
    }

    private Lane laneOf(Destination destination) {
        Lane lane = last;
        if (lane == null || !destination.equals(lane.destination)) {
            lane = lanes.computeIfAbsent(destination, absent -> new Lane(absent, batchBytes.applyAsInt(absent)));
            last = lane;
        }
        return lane;
    }

    /** All of it as full batches, in order for each destination. The list is the caller's to read, and grows with what comes later. */
    List<Piece> pieces() {
        for (Lane each : lanes.values()) {
            if (each.open != null) {
                full.add(new Piece(each.destination, each.open.build()));
                each.open = null;
            }
        }
        expectedBytes = 0;
        return full;
    }
}
