package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.topic.MetadataRecord;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Something other than an append that has a place in the order of appends. Each method is called by the stage it belongs to. */
interface Command {
    /**
     * On the sequencing thread: decides.
     *
     * @return what is to be appended to the metadata for it; null for nothing
     * @throws BrokerException if it is refused
     */
    @Nullable
    MetadataRecord decide();

    /** What has to be reached before it is complete. */
    default Durability durability() {
        return Durability.DURABLE;
    }

    /** On the journal's thread, once all before it has been gathered: where the journal goes on after it. */
    default void journaled(JournalPosition next) {}

    /** On the segments' thread, once all before it has been written. */
    default void written() throws IOException {}

    /** On the publishing thread, once all before it and it itself have reached their durability. */
    void complete();

    /** On any of these threads, in place of what is left: it is not going to happen, or nobody knows. */
    void fail(BrokerException reason);
}
