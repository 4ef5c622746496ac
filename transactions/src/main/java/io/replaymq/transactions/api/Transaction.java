package io.replaymq.transactions.api;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.log.api.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records for several topics, offsets of consumer groups, and acknowledgements of shared groups, that get into the log together or not at all. Nobody reads anything of it
 * before the commit, and all of it after; readers do not wait for transactions that are open.
 *
 * <p>Ends with {@link #commit()}, {@link #abort()}, or when it is over time, too large, or its producer is fenced: then everything
 * but {@code abort} and {@code close} fails with the reason.
 *
 * <p><b>Threads:</b> one at a time.
 *
 * @param <K> what keys are
 * @param <V> what values are
 */
public interface Transaction<K, V> extends AutoCloseable {
    /**
     * Its number: unique for the name of its producer, and higher than those before it. Whoever notes it down before the commit can ask
     * {@link LogProducer#outcome(long)} later, also in another process after a crash.
     */
    long number();

    /**
     * Adds a record. Waits only to put aside what is more than the transaction's memory.
     *
     * @throws io.replaymq.log.api.UnknownTopicException if there is no such topic or partition; the transaction stays as it was
     * @throws IllegalArgumentException if a codec does not take the key or the value; the transaction stays as it was
     * @throws TransactionTooLargeException if it is more than a transaction may have; the transaction is rolled back
     * @throws TransactionTimedOutException if it has been open for too long
     * @throws InterruptedException if the thread is interrupted while it waits; the transaction is rolled back
     */
    void send(ProducerRecord<K, V> record) throws InterruptedException;

    /**
     * Adds what a consumer group has processed: it is committed with what is sent. A later call for the same partition of the group
     * replaces an earlier one.
     *
     * @param group the consumer group
     * @param membership who commits, as its consumer says; null for a consumer that assigned itself its partitions
     * @param offsets where the group is to resume: one more than the last offset that was processed
     * @throws TransactionTimedOutException if it has been open for too long
     */
    void commitOffsets(
            String group, @Nullable GroupMembership membership, Map<TopicPartition, CommittedOffset> offsets);

    /**
     * Adds messages of a shared group that were processed: they are settled with what is sent, for good. Until the end of the
     * transaction they are held as before; after a rollback they are held still, to be released or processed again.
     *
     * @param messages what a member holds, from {@link io.replaymq.groups.api.SharedConsumer#toAcknowledge}; one that is named twice
     *     counts once
     * @throws TransactionTimedOutException if it has been open for too long
     */
    void acknowledge(Acknowledgement messages);

    /**
     * Appends all of it, and waits until it has reached the producer's durability. Committing again what is committed does nothing.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; what becomes of it, {@link LogProducer#outcome(long)} says
     * @throws InDoubtException if the log failed on the way; {@link LogProducer#outcome(long)} says it once the log is open again
     * @throws io.replaymq.log.api.BrokerException why it is rolled back: {@link TransactionTimedOutException}, {@link
     *     io.replaymq.log.api.ProducerFencedException} (somebody else has the name), {@link
     *     io.replaymq.groups.api.MemberFencedException} (the partitions belong to somebody else, or the member of a shared group is none
     *     any more), {@link io.replaymq.groups.api.NotHeldException} (a message is not held any more), {@link
     *     io.replaymq.log.api.BatchTooLargeException}, and what else the log refuses
     */
    void commit() throws InterruptedException;

    /** Rolls it back: nothing of it gets into the log. Does nothing if it has ended. */
    void abort();

    /** Aborts it, unless it has been committed. */
    @Override
    void close();
}
