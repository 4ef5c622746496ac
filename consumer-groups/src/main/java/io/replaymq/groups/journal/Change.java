package io.replaymq.groups.journal;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import java.util.List;
import java.util.function.Consumer;

/** Something that waits to be appended and replayed. Decided as late as possible: when its append begins. */
public interface Change {
    /** What its append must reach. */
    Durability durability();

    /** Adds the records of the change, seen from the state as it is now. Called once for each time it is submitted. */
    void decide(Consumer<GroupRecord> records);

    /**
     * The records are in the log and replayed.
     *
     * @param baseOffset the offset of the first record of the append they were in; -1 if there was none
     */
    void applied(long baseOffset);

    /** The log has failed; whether the records are in it is unknown. */
    void failed(BrokerException cause);

    /** A change of these records that runs something afterwards, whichever way it went. */
    static Change of(
            List<GroupRecord> records, Durability durability, Runnable applied, Consumer<BrokerException> failed) {
        return new PlainChange(records, durability, applied, failed);
    }
}
