package io.replaymq.log.segment;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers where some recent reads ended, so that a reader that goes on there needs no index. Positions in a segment never change.
 * Any thread may call anything; a hint that is lost costs one look-up.
 */
final class PositionHints {
    private static final int SLOTS = 32;

    private final AtomicReferenceArray<@Nullable Hint> slots = new AtomicReferenceArray<>(SLOTS);

    private record Hint(long offset, Segment segment, int position) {}

    void note(long offset, Segment segment, int position) {
        slots.set(slotOf(offset), new Hint(offset, segment, position));
    }

    /** Where the batch of a base offset lies in a segment, if that is known. */
    BatchWalk.@Nullable Start find(long offset, Segment segment) {
        Hint hint = slots.get(slotOf(offset));
        return hint != null && hint.offset == offset && hint.segment.equals(segment)
                ? BatchWalk.Start.atBase(hint.position, offset)
                : null;
    }

    /** Whether a read has ended there, in whichever segment: then a reader goes on. */
    boolean isEndOfRead(long offset) {
        Hint hint = slots.get(slotOf(offset));
        return hint != null && hint.offset == offset;
    }

    void clear() {
        for (int i = 0; i < SLOTS; i++) {
            slots.set(i, null);
        }
    }

    private static int slotOf(long offset) {
        return (int) ((offset * 0x9E3779B97F4A7C15L) >>> 59);
    }
}
