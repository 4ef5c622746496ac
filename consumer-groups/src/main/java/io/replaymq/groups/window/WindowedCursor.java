package io.replaymq.groups.window;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.record.StoredRecord;

/** What a {@link ReadAhead} has to know of the cursor it reads for, and tells it. */
public interface WindowedCursor {
    /** Of a message that is not to be taken from this window. */
    int PASS = -1;

    /**
     * A message was read, in ascending order but for repetitions.
     *
     * @return its priority if it is to be taken from this window, else {@link #PASS}
     */
    int admit(StoredRecord message);

    /** Whether more may be read at the moment; if not, {@link ReadAhead#fill()} is called when it may. */
    boolean mayReadOn();

    /** The first offset at or above the given one that is not settled. */
    long nextUnsettled(long from);

    /** Everything below an offset was read, in ascending order but for repetitions. */
    void sawEverythingBelow(long offset);

    /** There are no messages at these offsets, nor will there be. */
    void sawHole(long from, long to);

    /** There may be something to take. */
    void arrived();

    /** Reading has failed for good. */
    void failed(BrokerException cause);
}
