package io.replaymq.log.record;

/**
 * A record as it is read from the log.
 *
 * @param offset its number in its partition
 * @param timestampMs when it was created, in milliseconds since the epoch
 * @param content its key, value and headers
 */
public record StoredRecord(long offset, long timestampMs, RecordContent content) {}
