package io.replaymq.transactions;

import io.replaymq.log.inspect.RecordDecoder;
import io.replaymq.transactions.identity.IdentityCodec;
import io.replaymq.transactions.identity.IdentityLog;
import java.util.Map;

/** What the internal topic of this module holds, for whoever looks into a log. */
public final class ProducerRecords {
    private ProducerRecords() {}

    /** The decoders of the internal topics, by their names. */
    public static Map<String, RecordDecoder> decoders() {
        return Map.of(IdentityLog.PARTITION.topic(), record ->
                (Record) IdentityCodec.decode(record, IdentityLog.PARTITION.toString()));
    }
}
