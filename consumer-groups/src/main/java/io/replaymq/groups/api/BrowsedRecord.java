package io.replaymq.groups.api;

import io.replaymq.log.record.StoredRecord;

/**
 * A message that was looked at.
 *
 * @param id what it would be settled by if it were acquired
 * @param deliveries how often it has been delivered and given back
 * @param record the message
 */
public record BrowsedRecord(RecordId id, int deliveries, StoredRecord record) {}
