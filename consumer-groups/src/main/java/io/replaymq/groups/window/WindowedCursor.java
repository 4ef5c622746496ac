package io.replaymq.groups.window;

import io.replaymq.log.api.BrokerException;

/** What a {@link ReadAhead} has to know of the cursor it reads for, and tells it. */
public interface WindowedCursor {
    /** Whether a message is to be delivered: neither settled nor in flight. */
    boolean wants(long offset);

    /** The first offset at or above the given one that is not settled. */
    long nextUnsettled(long from);

    /** A message was read, in ascending order but for repetitions, wanted or not. */
    void sawMessage(long offset);

    /** Everything below an offset was read, in ascending order but for repetitions. */
    void sawEverythingBelow(long offset);

    /** There are no messages at these offsets, nor will there be. */
    void sawHole(long from, long to);

    /** There may be something to take. */
    void arrived();

    /** Reading has failed for good. */
    void failed(BrokerException cause);
}
