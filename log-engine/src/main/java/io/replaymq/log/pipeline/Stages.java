package io.replaymq.log.pipeline;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.ExceptionHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import io.replaymq.log.api.LogConfig.StageLayout;
import java.util.ArrayList;
import java.util.List;

/** The stages on their threads. */
final class Stages {
    private static final int SEPARATE_STAGES = 4;

    private final RingBuffer<AppendEvent> ring;
    private final FatalExceptions exceptions;
    private final List<BatchEventProcessor<AppendEvent>> processors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    private Stages(RingBuffer<AppendEvent> ring, EngineHealth health) {
        this.ring = ring;
        this.exceptions = new FatalExceptions(health);
    }

    static int threadsOf(StageLayout layout) {
        return layout == StageLayout.FUSED ? 1 : SEPARATE_STAGES;
    }

    static Stages fused(RingBuffer<AppendEvent> ring, EngineHealth health, FusedHandler handler) {
        Stages stages = new Stages(ring, health);
        Sequence last = stages.add("replaymq-ingest", handler);
        ring.addGatingSequences(last);
        return stages;
    }

    static Stages separate(
            RingBuffer<AppendEvent> ring,
            EngineHealth health,
            SequenceHandler sequencer,
            JournalHandler journal,
            SegmentHandler segments,
            PublishHandler publisher) {
        Stages stages = new Stages(ring, health);
        Sequence sequenced = stages.add("replaymq-ingest-sequence", sequencer);
        Sequence journaled = stages.add("replaymq-ingest-journal", new MarkingJournalHandler(ring, journal), sequenced);
        Sequence written = stages.add("replaymq-ingest-segment", segments, sequenced);
        Sequence published = stages.add("replaymq-ingest-publish", publisher, journaled, written);
        ring.addGatingSequences(published);
        return stages;
    }

    private Sequence add(String name, EventHandler<AppendEvent> handler, Sequence... after) {
        BatchEventProcessor<AppendEvent> processor =
                new BatchEventProcessorBuilder().build(ring, ring.newBarrier(after), handler);
        processor.setExceptionHandler(exceptions);
        Thread thread = new Thread(processor, name);
        thread.setDaemon(true);
        processors.add(processor);
        threads.add(thread);
        return processor.getSequence();
    }

    void start() {
        threads.forEach(Thread::start);
    }

    /** The place in the ring up to which everything has been answered. */
    long answeredUpTo() {
        return ring.getMinimumGatingSequence();
    }

    /** Whether the caller is one of the threads. */
    boolean isCurrent() {
        return threads.contains(Thread.currentThread());
    }

    /** Stops the threads where they are, and waits for them. */
    void stop() {
        processors.forEach(BatchEventProcessor::halt);
        boolean interrupted = false;
        for (Thread each : threads) {
            while (each.isAlive()) {
                try {
                    each.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The journal's stage where nobody else knows when its group is complete. */
    private record MarkingJournalHandler(RingBuffer<AppendEvent> ring, JournalHandler journal)
            implements EventHandler<AppendEvent> {
        @Override
        public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
            journal.onEvent(event, sequence, endOfBatch);
            if (endOfBatch && ring.getCursor() == sequence) {
                journal.markForced();
            }
        }
    }

    /** What a handler itself could not catch: the log has failed, and the thread goes on to answer what is pending. */
    private record FatalExceptions(EngineHealth health) implements ExceptionHandler<AppendEvent> {
        @Override
        public void handleEventException(Throwable failure, long sequence, AppendEvent event) {
            health.fail("ingest stage failed", failure);
        }

        @Override
        public void handleOnStartException(Throwable failure) {
            health.fail("ingest stage could not start", failure);
        }

        @Override
        public void handleOnShutdownException(Throwable failure) {
            health.fail("ingest stage could not stop", failure);
        }
    }
}
