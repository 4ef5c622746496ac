package io.replaymq.log.pipeline;

import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;

/** All stages on one thread: the same handlers, the last of them after the others have finished a whole group. */
final class FusedHandler implements EventHandler<AppendEvent> {
    private final RingBuffer<AppendEvent> ring;
    private final EngineHealth health;
    private final SequenceHandler sequencer;
    private final JournalHandler journal;
    private final SegmentHandler segments;
    private final PublishHandler publisher;
    private long firstUnpublished;

    FusedHandler(
            RingBuffer<AppendEvent> ring,
            EngineHealth health,
            SequenceHandler sequencer,
            JournalHandler journal,
            SegmentHandler segments,
            PublishHandler publisher) {
        this.ring = ring;
        this.health = health;
        this.sequencer = sequencer;
        this.journal = journal;
        this.segments = segments;
        this.publisher = publisher;
    }

    @Override
    public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
        try {
            sequencer.onEvent(event, sequence, endOfBatch);
            segments.onEvent(event, sequence, endOfBatch);
            journal.onEvent(event, sequence, endOfBatch);
        } catch (Error e) {
            // Out of memory, most likely. The group must be answered all the same.
            health.fail("ingest failed", e);
        }
        if (endOfBatch) {
            for (long each = firstUnpublished; each <= sequence; each++) {
                publisher.onEvent(ring.get(each), each, each == sequence);
            }
            firstUnpublished = sequence + 1;
            if (ring.getCursor() == sequence) {
                journal.markForced();
            }
        }
    }
}
