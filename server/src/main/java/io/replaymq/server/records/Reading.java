package io.replaymq.server.records;

import io.replaymq.broker.api.LogAnswer.Batches;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.BrokerException;
import io.replaymq.server.admin.AdminLink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads several partitions at once, each in order: so many reads are under way, and whichever is answered is taken. At the end of what there
 * is, a read waits in the server, so that nobody has to ask again and again.
 *
 * <p><b>Threads:</b> {@link #run} belongs to one thread, {@link #stop} to any. Answers come on the connection's thread.
 */
final class Reading {
    private static final int UNDER_WAY = 32;
    private static final int BYTES_UNDER_WAY = 4 << 20;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration WAIT_OF_MANY = Duration.ofMillis(250);

    private final AdminLink link;
    private final Deque<PartitionReader> idle;
    private final int readBytes;
    private final Duration maxWait;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private int underWay;

    /** Reads these partitions; waits at their ends if they have none. */
    Reading(AdminLink link, Collection<PartitionReader> partitions, Duration waitAtTheEnd) {
        this.link = link;
        this.idle = new ArrayDeque<>(partitions);
        this.readBytes =
                Math.min(LogRequest.MAX_READ_BYTES, BYTES_UNDER_WAY / Math.max(1, Math.min(UNDER_WAY, idle.size())));
        this.maxWait = waitAtTheEnd;
    }

    /** How long reads are to wait at the end of so many partitions, so that none of them waits for the others. */
    static Duration waitFor(int partitions) {
        return partitions <= UNDER_WAY ? WAIT : WAIT_OF_MANY;
    }

    /**
     * Reads until every partition is done, the sink wants no more, or it is stopped.
     *
     * @param afterEach told after each answer that was taken; returns whether to go on
     * @throws BrokerException what the server refused
     */
    void run(PartitionReader.Sink sink, AfterEach afterEach) throws InterruptedException {
        begin();
        while (underWay > 0 && sink.wants()) {
            Arrival arrival = arrivals.take();
            PartitionReader partition = arrival.partition();
            if (partition == null) {
                return;
            }
            underWay--;
            partition.take(arrival.answer(), sink);
            if (!afterEach.goOn()) {
                return;
            }
            idle.add(partition);
            begin();
        }
    }

    /** Ends {@link #run} as soon as it has taken what has arrived so far. */
    void stop() {
        arrivals.add(new Arrival(null, null, null));
    }

    private void begin() {
        while (underWay < UNDER_WAY && !idle.isEmpty()) {
            PartitionReader next = idle.remove();
            if (!next.isDone()) {
                underWay++;
                link.begin(new LogRequest.Read(next.partition(), next.position(), readBytes, maxWait))
                        .whenComplete((answer, failure) -> arrivals.add(new Arrival(next, answer, failure)));
            }
        }
    }

    /** What is done after each answer. */
    @FunctionalInterface
    interface AfterEach {
        /** Does it. @return whether to go on */
        boolean goOn() throws InterruptedException;
    }

    /** An answer to a read; without a partition, the wish to stop. */
    private record Arrival(
            @Nullable PartitionReader partition,
            @Nullable Batches result,
            @Nullable Throwable failure) {
        Batches answer() {
            if (result != null) {
                return result;
            }
            throw AdminLink.failure(failure);
        }
    }
}
