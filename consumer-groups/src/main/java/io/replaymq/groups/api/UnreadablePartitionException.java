package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import io.replaymq.log.api.TopicPartition;

/**
 * What lies at an offset of a partition cannot be read: it is damaged, or the disk does not give it. Nothing was skipped. Repair the
 * disk, or go on behind it: a {@link LogConsumer} by a seek, a shared group by a rewind.
 */
public final class UnreadablePartitionException extends BrokerException {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final int partition;
    private final long offset;

    /** Of the record at an offset, and why. */
    public UnreadablePartitionException(TopicPartition partition, long offset, Throwable cause) {
        super(
                cause instanceof BrokerException known ? known.code() : ErrorCode.CORRUPT_LOG,
                partition + " cannot be read at offset " + offset + ": " + cause.getMessage(),
                cause);
        this.topic = partition.topic();
        this.partition = partition.partition();
        this.offset = offset;
    }

    /** The partition that cannot be read on. */
    public TopicPartition partition() {
        return new TopicPartition(topic, partition);
    }

    /** The first offset that cannot be read. */
    public long offset() {
        return offset;
    }
}
