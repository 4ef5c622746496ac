package io.replaymq.server.inspect;

import io.replaymq.groups.GroupRecords;
import io.replaymq.log.inspect.MetadataDecoder;
import io.replaymq.log.inspect.RecordDecoder;
import io.replaymq.transactions.ProducerRecords;
import java.util.HashMap;
import java.util.Map;

/** The decoders of all internal topics, by their names. */
final class InternalTopics {
    static final Map<String, RecordDecoder> DECODERS = all();

    private InternalTopics() {}

    private static Map<String, RecordDecoder> all() {
        Map<String, RecordDecoder> all = new HashMap<>();
        all.put(MetadataDecoder.TOPIC, new MetadataDecoder());
        all.putAll(GroupRecords.decoders());
        all.putAll(ProducerRecords.decoders());
        return Map.copyOf(all);
    }
}
