package io.replaymq.log.inspect;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.topic.MetadataCodec;
import io.replaymq.log.topic.TopicNames;

/** Decodes what the log says about its topics. */
public final class MetadataDecoder implements RecordDecoder {
    /** The topic that it is for. */
    public static final String TOPIC = TopicNames.METADATA;

    @Override
    public Record decode(StoredRecord record) {
        try {
            return (Record) MetadataCodec.decode(record);
        } catch (MalformedRecordException e) {
            throw new CorruptLogException(String.valueOf(e.getMessage()), e);
        }
    }
}
