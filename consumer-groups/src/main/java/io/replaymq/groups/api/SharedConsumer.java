package io.replaymq.groups.api;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A member of a shared group for an application: polls messages and settles each by itself.
 *
 * <p><b>Threads:</b> any thread may call anything, several at once; each message goes to one {@code poll}. Only {@code poll}
 * waits, without a thread of its own and without asking again and again. Stages complete on the coordination thread: what is
 * attached to them must not block.
 *
 * <p><b>Bound:</b> it holds what it was given and has not settled; polling less often holds it back.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface SharedConsumer<K, V> extends AutoCloseable {
    /** The group it belongs to. */
    String group();

    /**
     * Takes messages that nobody else gets until they are settled. Waits until there is at least one.
     *
     * @param max how many at most, 1 or more
     * @param timeout how long to wait; 0 takes what has been read ahead
     * @return empty if there was nothing in time
     * @throws InterruptedException if the thread is interrupted; nothing was taken
     * @throws MemberFencedException if it is closed, or its group was deleted
     * @throws UnreadablePartitionException if a partition cannot be read on and the others have nothing; a rewind behind the damage
     *     makes the group go on
     * @throws io.replaymq.log.api.BrokerException if the log cannot be read or written any more
     */
    List<SharedRecord<K, V>> poll(int max, Duration timeout) throws InterruptedException;

    /** Settles messages for good, see {@link GroupMember#acknowledge}. */
    CompletionStage<Void> acknowledge(Collection<SharedRecord<K, V>> records);

    /** Settles a message for good. */
    default CompletionStage<Void> acknowledge(SharedRecord<K, V> record) {
        return acknowledge(List.of(record));
    }

    /** Gives messages back, see {@link GroupMember#release}. */
    CompletionStage<Void> release(Collection<SharedRecord<K, V>> records, Seen seen);

    /** Gives a message back that was seen. */
    default CompletionStage<Void> release(SharedRecord<K, V> record) {
        return release(List.of(record), Seen.BY_APPLICATION);
    }

    /** Gives messages back, not to be delivered before a time, see {@link GroupMember#releaseAfter}. */
    CompletionStage<Void> releaseAfter(Collection<SharedRecord<K, V>> records, Duration delay);

    /** Gives a message back, not to be delivered before a time. */
    default CompletionStage<Void> releaseAfter(SharedRecord<K, V> record, Duration delay) {
        return releaseAfter(List.of(record), delay);
    }

    /** Gives messages up, see {@link GroupMember#reject}. */
    CompletionStage<Void> reject(Collection<SharedRecord<K, V>> records, String reason);

    /** Gives a message up. */
    default CompletionStage<Void> reject(SharedRecord<K, V> record, String reason) {
        return reject(List.of(record), reason);
    }

    /**
     * Begins the time anew for which messages may be held, see {@link GroupSettings#acquisitionTimeout()}.
     *
     * @return completes with those that it holds no longer: somebody else may have them
     */
    CompletionStage<List<SharedRecord<K, V>>> extend(Collection<SharedRecord<K, V>> records);

    /** Messages as what a transaction settles together with sends, or {@link SharedGroups#append}. */
    Acknowledgement toAcknowledge(Collection<SharedRecord<K, V>> records);

    /**
     * Leaves: what it holds goes back as not seen, and every {@code poll} ends. Does not wait for that to be in the log. May be
     * called twice.
     */
    @Override
    void close();
}
