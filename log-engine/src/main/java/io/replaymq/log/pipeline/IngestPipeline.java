package io.replaymq.log.pipeline;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.journal.Journal;
import io.replaymq.log.journal.JournalFiles;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Topics;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * From a caller to disk and back: a bounded ring into which any thread publishes, and the stages behind it.
 *
 * <p>Every request is answered, also while the pipeline closes: {@link #close} first lets the stages finish what they have, stops
 * them, and then answers what was published too late for them. A publisher that was slower still sees that itself: it makes its
 * event visible, then looks whether the stages have stopped; {@code close} notes that they have, then looks for events.
 *
 * <p><b>Threads:</b> any thread may call anything. <b>Owns</b> the threads of the stages.
 */
public final class IngestPipeline implements AutoCloseable {
    /** How many AppendSets of the largest size may be in flight. */
    private static final long LARGEST_SETS_IN_FLIGHT = 4;

    private static final long FULL_RING_NANOS = 100_000;

    private final RingBuffer<AppendEvent> ring;
    private final Stages stages;
    private final Admission admission;
    private final Journal journal;
    private final AtomicLong bytesInFlight;
    private final long maxBytesInFlight;
    private volatile Phase phase = Phase.OPEN;

    private IngestPipeline(
            RingBuffer<AppendEvent> ring,
            Stages stages,
            Journal journal,
            LogConfig config,
            Topics topics,
            AtomicLong bytesInFlight) {
        this.ring = ring;
        this.stages = stages;
        this.journal = journal;
        this.admission = new Admission(config, topics);
        this.bytesInFlight = bytesInFlight;
        this.maxBytesInFlight = LARGEST_SETS_IN_FLIGHT * config.maxAppendSetBytes();
    }

    /** Starts the stages over a recovered log. The journal belongs to the pipeline from here on. */
    public static IngestPipeline start(LogConfig config, RecoveredLog log, Journal journal) {
        int threads = Stages.threadsOf(config.stageLayout());
        RingBuffer<AppendEvent> ring =
                RingBuffer.createMultiProducer(AppendEvent::new, config.ringSize(), new ParkingWaitStrategy(threads));
        AtomicLong bytesInFlight = new AtomicLong();
        EngineHealth health = log.health();
        SequenceHandler sequencer = new SequenceHandler(log);
        JournalHandler journalHandler = new JournalHandler(journal, health);
        SegmentHandler segments = new SegmentHandler(health, new LateWrites(log.disk()));
        PublishHandler publisher = new PublishHandler(health, log.disk(), bytesInFlight);
        Stages stages;
        if (config.stageLayout() == StageLayout.FUSED) {
            FusedHandler all = new FusedHandler(ring, health, sequencer, journalHandler, segments, publisher);
            stages = Stages.fused(ring, health, all);
        } else {
            stages = Stages.separate(ring, health, sequencer, journalHandler, segments, publisher);
        }
        IngestPipeline pipeline = new IngestPipeline(ring, stages, journal, config, log.topics(), bytesInFlight);
        stages.start();
        return pipeline;
    }

    /** Does {@link io.replaymq.log.api.ReplayLog#maxBatchBytes}. */
    public int maxBatchBytes(String topic) {
        return admission.maxBatchBytes(topic);
    }

    /** Takes an append, or refuses it at once. */
    public CompletionStage<AppendOutcome> append(AppendSet set, Durability durability) {
        CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
        try {
            ensureOpen();
            ensureRoomInJournal();
            long bytes = admission.admit(set);
            reserve(bytes);
            long place = claim(bytes);
            ring.get(place).request(set, durability, bytes, answer);
            ring.publish(place);
            if (isTooLate()) {
                answer.complete(new AppendOutcome.Refused(closed()));
            }
        } catch (BrokerException e) {
            answer.complete(new AppendOutcome.Refused(e));
        }
        return answer;
    }

    private void ensureRoomInJournal() {
        if (journal.isFull()) {
            throw new BackpressureException("more than " + JournalFiles.MAX_IN_USE
                    + " journal files wait for a checkpoint: more is appended than the device writes");
        }
    }

    private void reserve(long bytes) {
        long inFlight = bytesInFlight.addAndGet(bytes);
        if (inFlight > maxBytesInFlight && inFlight > bytes) {
            bytesInFlight.addAndGet(-bytes);
            throw new BackpressureException("appends of " + (inFlight - bytes)
                    + " bytes are in flight, expected at most " + (maxBytesInFlight - bytes) + " before this one");
        }
    }

    private long claim(long reservedBytes) {
        try {
            return ring.tryNext();
        } catch (InsufficientCapacityException e) {
            bytesInFlight.addAndGet(-reservedBytes);
            throw new BackpressureException("all " + ring.getBufferSize() + " places for appends in flight are taken");
        }
    }

    /** Gives a command its place, or fails it at once. Commands are taken while the pipeline closes, too. */
    void submit(Command command) {
        try {
            if (phase == Phase.STOPPED) {
                throw closed();
            }
            publish(command, claim(0));
        } catch (BrokerException e) {
            command.fail(e);
        }
    }

    /** The same, waiting for a place. Not to be called on a thread of the pipeline. */
    void submitPatiently(Command command) {
        while (phase != Phase.STOPPED) {
            try {
                publish(command, ring.tryNext());
                return;
            } catch (InsufficientCapacityException e) {
                LockSupport.parkNanos(FULL_RING_NANOS);
            }
        }
        command.fail(closed());
    }

    private void publish(Command command, long place) {
        ring.get(place).request(command);
        ring.publish(place);
        if (isTooLate()) {
            command.fail(closed());
        }
    }

    private boolean isTooLate() {
        VarHandle.fullFence(); // the event must be visible before the phase is looked at
        return phase == Phase.STOPPED;
    }

    private void ensureOpen() {
        if (phase != Phase.OPEN) {
            throw closed();
        }
    }

    private static LogClosedException closed() {
        return new LogClosedException("the log is closed");
    }

    /** Whether the caller is the thread of a stage, so a callback of an append. */
    public boolean isStageThread() {
        return stages.isCurrent();
    }

    /** Takes nothing more from now on. What has been taken is still finished. */
    public void refuseMore() {
        if (phase == Phase.OPEN) {
            phase = Phase.CLOSING;
        }
    }

    /** Waits until all that was taken before this call is finished. Not to be called on an engine thread. */
    public void drain() {
        Barrier barrier = new Barrier();
        publish(barrier, ring.next());
        barrier.await();
    }

    /** Finishes what was taken, stops the stages and answers everything. May be called twice. */
    @Override
    public void close() {
        if (phase == Phase.STOPPED) {
            return;
        }
        refuseMore();
        drain();
        stages.stop();
        phase = Phase.STOPPED;
        VarHandle.fullFence();
        for (long place = stages.answeredUpTo() + 1; ring.isAvailable(place) && place <= ring.getCursor(); place++) {
            ring.get(place).refuse(closed());
        }
    }

    private enum Phase {
        OPEN,
        CLOSING,
        STOPPED
    }

    /** Lets a thread wait for its place in the order. */
    private static final class Barrier implements Command {
        private final CountDownLatch passed = new CountDownLatch(1);

        @Override
        public @Nullable MetadataRecord decide() {
            return null;
        }

        @Override
        public void complete() {
            passed.countDown();
        }

        @Override
        public void fail(BrokerException reason) {
            passed.countDown();
        }

        void await() {
            boolean interrupted = false;
            while (passed.getCount() > 0) {
                try {
                    passed.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
