package io.replaymq.groups.journal;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import java.util.List;
import java.util.function.Consumer;

/** A change whose records are known when it is submitted. */
record PlainChange(
        List<GroupRecord> records, Durability durability, Runnable whenApplied, Consumer<BrokerException> whenFailed)
        implements Change {
    @Override
    public void decide(Consumer<GroupRecord> to) {
        records.forEach(to);
    }

    @Override
    public void applied(long baseOffset) {
        whenApplied.run();
    }

    @Override
    public void failed(BrokerException cause) {
        whenFailed.accept(cause);
    }
}
