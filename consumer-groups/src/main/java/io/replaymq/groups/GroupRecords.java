package io.replaymq.groups;

import io.replaymq.groups.coordination.OffsetsJournal;
import io.replaymq.groups.coordination.record.ConsumerGroupRecordCodec;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.groups.record.GroupRecordDecoder;
import io.replaymq.log.inspect.RecordDecoder;
import java.util.Map;

/** What the internal topics of this module hold, for whoever looks into a log. */
public final class GroupRecords {
    private GroupRecords() {}

    /** The decoders of the internal topics, by their names. */
    public static Map<String, RecordDecoder> decoders() {
        return Map.of(
                GroupJournal.PARTITION.topic(),
                record -> (Record) GroupRecordDecoder.decode(
                        record.content().value(), GroupJournal.PARTITION + " offset " + record.offset()),
                OffsetsJournal.PARTITION.topic(),
                record -> (Record) ConsumerGroupRecordCodec.decode(
                        record.content().value(), OffsetsJournal.PARTITION + " offset " + record.offset()));
    }
}
