package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Reads records of topics, alone or as a member of a consumer group. Reading consumes nothing: it moves this consumer's positions, and
 * where the group goes on after a restart is what was committed.
 *
 * <p>Either the application assigns partitions itself ({@link #assign}), or the group does ({@link #subscribe}). Records are fetched
 * ahead, as much as {@link ConsumerConfig#fetchWindowBytes()}; partitions take turns. At the end of a partition the consumer is woken
 * by what is appended.
 *
 * <p><b>Threads:</b> one thread at a time, which is checked; only {@link #wakeup()} and {@link #membership()} may be called on any.
 * Calls that wait only wait for answers: interrupting them harms no file, and leaves positions as they were.
 *
 * <p><b>Errors:</b> methods throw subclasses of {@link io.replaymq.log.api.BrokerException}; {@link IllegalStateException} if the
 * call does not fit (closed, no group, a partition that is not assigned); {@link java.util.ConcurrentModificationException} if
 * another thread is using the consumer; those that wait, {@link WokenUpException}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface LogConsumer<K, V> extends AutoCloseable {
    /** Reads these partitions, and no others any more. @throws io.replaymq.log.api.UnknownTopicException if one does not exist */
    void assign(Collection<TopicPartition> partitions);

    /** Joins the group, to read its share of what is subscribed to. Without waiting: {@code poll} tells when partitions come. */
    default void subscribe(Subscription subscription) {
        subscribe(subscription, RebalanceListener.NONE);
    }

    /** Joins the group, to read its share of what is subscribed to, and has the listener told of partitions that come and go. */
    void subscribe(Subscription subscription, RebalanceListener listener);

    /** Leaves the group, or drops what was assigned. */
    void unsubscribe();

    /** The partitions that are read. */
    Set<TopicPartition> assignment();

    /**
     * The next records; waits up to the timeout for the first one. Partitions come and go in here only.
     *
     * @return empty if none came in time
     * @throws InterruptedException if the thread is interrupted while it waits
     * @throws NoOffsetException if nothing was committed and the policy is {@link ResetPolicy#NONE}
     * @throws UnreadablePartitionException if a partition cannot be read on; its position stays, and later polls say so again in turn
     *     with the records of other partitions, until it is sought, paused or dropped
     */
    ConsumerRecords<K, V> poll(Duration timeout) throws InterruptedException;

    /** Reads on from an offset. One that is not in the log is noticed by {@code poll}, which then goes by the reset policy. */
    void seek(TopicPartition partition, long offset);

    /** Reads on from the first record at or after a time, in milliseconds since the epoch; from the end if there is none. */
    void seekToTime(Collection<TopicPartition> partitions, long timestampMs) throws InterruptedException;

    /** Reads on from the oldest record still kept. */
    void seekToBeginning(Collection<TopicPartition> partitions);

    /** Reads on behind the newest record. */
    void seekToEnd(Collection<TopicPartition> partitions);

    /** Returns no records of these until they are resumed. What was fetched is kept. */
    void pause(Collection<TopicPartition> partitions);

    /** Returns records of these again. */
    void resume(Collection<TopicPartition> partitions);

    /** The partitions that are paused. */
    Set<TopicPartition> paused();

    /** The offset that is returned next; waits until it is known. */
    long position(TopicPartition partition) throws InterruptedException;

    /** What the group has committed of these; those with nothing are left out. */
    Map<TopicPartition, CommittedOffset> committed(Collection<TopicPartition> partitions) throws InterruptedException;

    /** How many records lie between the position and the end: messages, not a difference of offsets. */
    long lag(TopicPartition partition) throws InterruptedException;

    /**
     * Commits the positions: everything that was returned counts as processed.
     *
     * @throws MemberFencedException if a partition is not ours any more: it was or will be processed again by others
     */
    void commit() throws InterruptedException;

    /** Commits these offsets, of partitions that are assigned. @throws MemberFencedException as for {@link #commit()} */
    void commit(Map<TopicPartition, CommittedOffset> offsets) throws InterruptedException;

    /** Commits the positions without waiting. Commits take effect in the order of their calls. */
    CompletionStage<Void> commitAsync();

    /** Commits these offsets without waiting. The stage completes on the coordination thread, and must not hold it up. */
    CompletionStage<Void> commitAsync(Map<TopicPartition, CommittedOffset> offsets);

    /** Who this is in its group: what a transaction that commits offsets names. Any thread. @throws IllegalStateException if it is no member */
    GroupMembership membership();

    /** Makes the call that waits now, or the next one that would, throw {@link WokenUpException}. Any thread. */
    void wakeup();

    /** Closes with 30 s for what is left to do. */
    @Override
    void close();

    /**
     * Commits, if it is to commit by itself, and leaves its group; a static member's partitions wait for its return. Waits as long as the
     * timeout, then goes. An interrupt ends the waiting and stays set. May be called twice.
     */
    void close(Duration timeout);
}
