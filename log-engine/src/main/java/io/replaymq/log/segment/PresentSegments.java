package io.replaymq.log.segment;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** The list of a partition's segments as it is now. Any thread looks; the one that appends and the one that removes both change it. */
final class PresentSegments {
    private final AtomicReference<SegmentList> list;

    PresentSegments(SegmentList found) {
        this.list = new AtomicReference<>(found);
    }

    SegmentList get() {
        return Objects.requireNonNull(list.get());
    }

    /** Changes it in one step. @return the list after that */
    SegmentList change(UnaryOperator<SegmentList> change) {
        return list.updateAndGet(change);
    }

    void set(SegmentList other) {
        list.set(other);
    }
}
