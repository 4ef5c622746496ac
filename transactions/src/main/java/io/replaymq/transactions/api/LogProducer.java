package io.replaymq.transactions.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Sends records to topics. Records of one thread for one partition keep their order, and each is in the log once.
 *
 * <p><b>Threads:</b> any thread may send; one producer for many threads fills larger batches. Stages complete on the thread {@code
 * replaymq-producers}, which all producers of a client share: what is attached to them must not block.
 *
 * <p><b>Errors:</b> stages fail, and what waits throws, with a {@link io.replaymq.log.api.BrokerException}:
 * {@link io.replaymq.log.api.UnknownTopicException}, {@link io.replaymq.log.api.InvalidTopicException} (an internal topic),
 * {@link io.replaymq.log.api.BatchTooLargeException} (the record is larger than
 * the log takes), {@link io.replaymq.log.api.BackpressureException} (not sent: no memory or room in time),
 * {@link io.replaymq.log.api.ProducerFencedException} (not sent: somebody else has taken the name; close this producer),
 * {@link ProducerClosedException} (not sent), {@link InDoubtException} (the log has failed on the way).
 *
 * @param <K> what keys are
 * @param <V> what values are
 */
public interface LogProducer<K, V> extends AutoCloseable {
    /**
     * Sends a record. Waits only if the memory for unanswered records is used up, at most {@code maxBlock}; an interruption ends that
     * wait with {@link io.replaymq.log.api.BackpressureException}, and the thread stays interrupted.
     *
     * @return completes when the record has reached the producer's durability
     * @throws IllegalArgumentException if a codec does not take the key or the value
     */
    CompletionStage<RecordMetadata> send(ProducerRecord<K, V> record);

    /**
     * Sends a record and waits for the answer.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; the record is sent nevertheless, unless it had to
     *     wait for memory
     */
    RecordMetadata sendAndWait(ProducerRecord<K, V> record) throws InterruptedException;

    /**
     * Sends what waits for company now, and waits until everything that was sent before this call is answered. Failures are told by the
     * stages of the records.
     */
    void flush() throws InterruptedException;

    /**
     * Begins a transaction. What is sent by {@link #send} is no part of it. A producer has one open transaction at a time.
     *
     * @throws IllegalStateException if the producer has no name, or a transaction that has not ended
     * @throws io.replaymq.log.api.BrokerException if the producer is closed or fenced
     */
    Transaction<K, V> begin(TransactionConfig config);

    /** Begins a transaction with {@link TransactionConfig#DEFAULTS}. @see #begin(TransactionConfig) */
    default Transaction<K, V> begin() {
        return begin(TransactionConfig.DEFAULTS);
    }

    /**
     * What became of a transaction of this producer's name, also of one that an earlier holder of the name has begun: that one has
     * ended, because it is fenced. Of each name the last 1,024 runs of committed transactions are remembered (a rollback and a new
     * holder begin a run), and as long as the name is used at least once in 30 days.
     *
     * @param number from {@link Transaction#number()}
     * @return waits for a commit that is under way; fails with a {@link io.replaymq.log.api.BrokerException} if the log has failed
     * @throws IllegalStateException if the producer has no name
     */
    CompletionStage<TransactionOutcome> outcome(long number);

    /** Stops, giving what was sent 30 seconds. @see #close(Duration) */
    @Override
    void close();

    /**
     * Takes no more, aborts the transaction that is open, sends what waits, and waits until everything is answered or the time is over; what the log does not have by then
     * fails with {@link ProducerClosedException}. An interruption ends the wait, and the thread stays interrupted. May be called
     * twice.
     */
    void close(Duration longestWait);
}
