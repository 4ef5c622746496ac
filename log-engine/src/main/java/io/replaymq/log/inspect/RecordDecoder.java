package io.replaymq.log.inspect;

import io.replaymq.log.record.StoredRecord;

/** Turns the records of one internal topic into values that can be shown. */
@FunctionalInterface
public interface RecordDecoder {
    /**
     * Decodes a record.
     *
     * @return a Java record whose components say what is in it
     * @throws io.replaymq.log.api.BrokerException if it is none of this topic's
     */
    Record decode(StoredRecord record);
}
