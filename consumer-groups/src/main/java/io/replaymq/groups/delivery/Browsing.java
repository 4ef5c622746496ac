package io.replaymq.groups.delivery;

import io.replaymq.groups.api.BrowsePage;
import io.replaymq.groups.api.BrowsePosition;
import io.replaymq.groups.api.BrowsedRecord;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One page of a group's messages: reads the log for itself, past all views, and leaves everything as it is. <b>Threads:</b> the owner
 * thread.
 */
final class Browsing {
    private static final int MIN_FETCH_BYTES = 16 << 10;
    private static final int MAX_FETCH_BYTES = 256 << 10;

    private final RunningGroup group;
    private final List<PartitionDelivery> partitions;
    private final DeliveryParts parts;
    private final MessageFilter filter;
    private final List<Long> ends;
    private final int maxMessages;
    private final int maxBytes;
    private final List<BrowsedRecord> page = new ArrayList<>();
    private long pageBytes;

    /**
     * A page from a position on.
     *
     * @param maxBytes how many bytes of messages, roughly: one at least
     */
    Browsing(
            RunningGroup group,
            DeliveryParts parts,
            BrowsePosition from,
            int maxMessages,
            int maxBytes,
            MessageFilter filter) {
        this.group = group;
        this.partitions = group.partitions().all();
        this.parts = parts;
        this.filter = filter;
        this.maxMessages = maxMessages;
        this.maxBytes = maxBytes;
        this.ends = from.ends().isEmpty() ? presentEnds() : from.ends();
    }

    private List<Long> presentEnds() {
        return partitions.stream()
                .map(each -> parts.log().readableEnd(each.partition()))
                .toList();
    }

    CompletionStage<BrowsePage> run(int index, long position) {
        group.ensureRunning();
        int browsed = Math.min(ends.size(), partitions.size());
        if (index >= browsed) {
            return CompletableFuture.completedStage(new BrowsePage(page, null));
        }
        PartitionDelivery partition = partitions.get(index);
        long start = parts.log().startOffset(partition.partition());
        long from = partition.cursor().nextUnsettled(Math.max(position, start));
        long end = Math.min(ends.get(index), parts.log().readableEnd(partition.partition()));
        if (from >= end) {
            return run(index + 1, 0);
        }
        if (isFull()) {
            return CompletableFuture.completedStage(new BrowsePage(page, new BrowsePosition(index, from, ends)));
        }
        int fetchBytes = Math.max(MIN_FETCH_BYTES, Math.min(MAX_FETCH_BYTES, maxBytes));
        return parts.log()
                .fetch(partition.partition(), from, fetchBytes)
                .handleAsync((fetch, failure) -> read(index, from, end, fetch, failure), parts.owner())
                .thenCompose(page -> page);
    }

    private CompletionStage<BrowsePage> read(
            int index, long from, long end, @Nullable Fetch fetch, @Nullable Throwable failure) {
        if (fetch != null) {
            return run(index, collect(index, fetch, from, end));
        }
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        boolean isGone = cause instanceof OffsetOutOfRangeException
                && from < parts.log().startOffset(partitions.get(index).partition());
        return isGone ? run(index, from) : CompletableFuture.failedStage(cause);
    }

    /** Takes what is to be seen out of a fetch, as far as there is room. Everything below the result was looked at. */
    private long collect(int index, Fetch fetch, long from, long end) {
        PartitionDelivery partition = partitions.get(index);
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                if (each.offset() < from) {
                    continue;
                }
                if (each.offset() >= end || isFull()) {
                    return each.offset();
                }
                if (partition.isVisible(each) && filter.matches(each)) {
                    add(partition, each);
                }
            }
        }
        return fetch.nextOffset();
    }

    private boolean isFull() {
        return page.size() >= maxMessages || pageBytes >= maxBytes;
    }

    private void add(PartitionDelivery partition, StoredRecord message) {
        RecordId id = new RecordId(
                partition.partition().partition(),
                message.offset(),
                partition.cursor().generation());
        page.add(new BrowsedRecord(id, partition.cursor().deliveryCount(message.offset()), message));
        pageBytes += message.content().sizeInBytes();
    }
}
