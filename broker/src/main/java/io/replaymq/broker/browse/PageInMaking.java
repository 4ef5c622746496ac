package io.replaymq.broker.browse;

import io.replaymq.broker.api.BrowsePage;
import io.replaymq.broker.api.BrowsePage.Browsed;
import io.replaymq.broker.api.BrowseRequest.Range;
import io.replaymq.broker.api.Message;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page that is being filled, and what is left behind it. Dispatch thread. */
final class PageInMaking {
    static final int FETCH_BYTES = 256 << 10;

    private static final int MAX_BYTES = 1 << 20; // of a page; one message may exceed it
    private static final int MAX_READS = 16;

    private final int maxMessages;
    private final Deque<Range> ranges;
    private final SharedGroup group;
    private final Predicate<StoredRecord> due;
    private final MessageFilter wanted;
    private final List<Browsed> messages = new ArrayList<>();
    private long bytes;
    private int reads;

    PageInMaking(
            int maxMessages,
            Collection<Range> ranges,
            SharedGroup group,
            Predicate<StoredRecord> due,
            MessageFilter wanted) {
        this.maxMessages = maxMessages;
        this.ranges = new ArrayDeque<>(ranges);
        this.group = group;
        this.due = due;
        this.wanted = wanted;
    }

    /** What is to be read next; null if the page is complete. */
    @Nullable
    Range next() {
        return isFull() || reads == MAX_READS ? null : ranges.peek();
    }

    private boolean isFull() {
        return messages.size() >= maxMessages || bytes >= MAX_BYTES;
    }

    /** There is nothing in what is next. */
    void skip() {
        ranges.remove();
    }

    /** Takes what was read of what is next, from an offset on. */
    void take(Fetch fetch, long from) {
        reads++;
        Range range = ranges.remove();
        long rest = fetch.nextOffset();
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                if (isFull()) {
                    rest = Math.min(rest, each.offset());
                    break;
                }
                if (each.offset() >= from && each.offset() < range.end()) {
                    add(range.partition(), each);
                }
            }
        }
        if (rest < range.end()) {
            ranges.addFirst(new Range(range.partition(), Math.max(rest, from), range.end()));
        }
    }

    private void add(int partition, StoredRecord message) {
        boolean there = !group.isSettled(partition, message.offset()) && due.test(message) && wanted.matches(message);
        if (there) {
            messages.add(
                    new Browsed(partition, message.offset(), new Message(message.timestampMs(), message.content())));
            bytes += message.content().sizeInBytes();
        }
    }

    BrowsePage page() {
        return new BrowsePage(messages, List.copyOf(ranges));
    }
}
