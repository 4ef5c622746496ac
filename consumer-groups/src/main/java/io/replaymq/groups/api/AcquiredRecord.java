package io.replaymq.groups.api;

import io.replaymq.log.record.StoredRecord;

/**
 * A message handed to a member.
 *
 * @param id what to settle it by
 * @param deliveryCount how often it was delivered, this time included; more than 1 means redelivered
 * @param record the message
 */
public record AcquiredRecord(RecordId id, int deliveryCount, StoredRecord record) {}
