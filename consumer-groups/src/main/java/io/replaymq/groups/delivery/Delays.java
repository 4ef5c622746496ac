package io.replaymq.groups.delivery;

import io.replaymq.groups.state.PartitionCursor;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * The messages of one partition that were given back and are not to be delivered before a time of day. The log knows of those
 * that have been there before a restart.
 */
final class Delays {
    private final TreeSet<Delay> byTime =
            new TreeSet<>(Comparator.comparingLong(Delay::untilMs).thenComparingLong(Delay::offset));
    private final Map<Long, Delay> byOffset = new HashMap<>();

    /** Starts anew with what the cursor knows. */
    void restart(PartitionCursor cursor) {
        clear();
        cursor.forEachDelayed(this::add);
    }

    void clear() {
        byTime.clear();
        byOffset.clear();
    }

    int size() {
        return byOffset.size();
    }

    boolean contains(long offset) {
        return !byOffset.isEmpty() && byOffset.containsKey(offset);
    }

    void add(long offset, long untilMs) {
        remove(offset);
        Delay delay = new Delay(offset, untilMs);
        byOffset.put(offset, delay);
        byTime.add(delay);
    }

    void remove(long offset) {
        Delay known = byOffset.isEmpty() ? null : byOffset.remove(offset);
        if (known != null) {
            byTime.remove(known);
        }
    }

    /** Takes out what is due. Whether there was anything. */
    boolean takeDue(long nowMs, LongConsumer due) {
        boolean some = false;
        while (!byTime.isEmpty() && byTime.first().untilMs() <= nowMs) {
            long offset = byTime.first().offset();
            remove(offset);
            due.accept(offset);
            some = true;
        }
        return some;
    }

    private record Delay(long offset, long untilMs) {}
}
