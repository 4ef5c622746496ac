package io.replaymq.groups.coordination;

import static io.replaymq.groups.coordination.OffsetsJournal.PARTITION;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.ReplayLog;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@code __offsets} small: when enough was appended, the whole state is written again as ordinary records, part by part among
 * the others, and then the topic is trimmed below the first of them. A crash in between leaves the old records, or the old and
 * some new ones, which say the same.
 *
 * <p>Records of this topic count by their order. So a part is put together when nothing is under way, and is appended before
 * anything else.
 */
public final class OffsetsSnapshot {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffsetsSnapshot.class);
    private static final int PART_RECORDS = 1_024;
    private static final long NONE = -1;

    private final ReplayLog log;
    private final long minBytes;
    private final Supplier<Iterator<Supplier<List<ConsumerGroupRecord>>>> state;
    private @Nullable Iterator<Supplier<List<ConsumerGroupRecord>>> rest;
    private boolean appending;
    private long firstOffset = NONE;
    private long bytesSince;
    private long dueBytes;

    /**
     * @param minBytes bytes after which the state is written anew, or twice what it took the last time, if that is more
     * @param state the state in pieces, each as it is when it is taken from its supplier
     */
    public OffsetsSnapshot(
            ReplayLog log, long minBytes, Supplier<Iterator<Supplier<List<ConsumerGroupRecord>>>> state) {
        this.log = log;
        this.minBytes = minBytes;
        this.dueBytes = minBytes;
        this.state = state;
    }

    /** Takes note of what was appended, or read at the start. */
    public void appended(long bytes) {
        bytesSince += bytes;
        if (rest == null && bytesSince >= dueBytes) {
            rest = state.get();
            bytesSince = 0;
            firstOffset = NONE;
        }
    }

    boolean wantsToAppend() {
        return rest != null && !appending;
    }

    /** The next part; empty if there was nothing left, and the snapshot is over. */
    List<ConsumerGroupRecord> next() {
        List<ConsumerGroupRecord> part = new ArrayList<>();
        Iterator<Supplier<List<ConsumerGroupRecord>>> pieces = rest;
        while (pieces != null && pieces.hasNext() && part.size() < PART_RECORDS) {
            part.addAll(pieces.next().get());
        }
        if (part.isEmpty()) {
            finish();
        } else {
            appending = true;
        }
        return part;
    }

    /** The part that was put together last is durable. */
    void confirmed(long baseOffset) {
        appending = false;
        firstOffset = firstOffset == NONE ? baseOffset : firstOffset;
    }

    private void finish() {
        rest = null;
        dueBytes = Math.max(minBytes, 2 * bytesSince);
        bytesSince = 0;
        long start = firstOffset == NONE ? log.readableEnd(PARTITION) : firstOffset;
        log.trim(PARTITION, start).whenComplete((moved, failure) -> {
            if (failure != null) {
                LOGGER.warn("{} not trimmed to {}", PARTITION, start, failure);
            }
        });
    }
}
