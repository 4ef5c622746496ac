package io.replaymq.broker.transaction;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.TransactionLimits;
import io.replaymq.log.api.TimeSource;
import java.util.function.ToIntFunction;

/**
 * What open transactions share.
 *
 * @param batchBytes how large a batch for a destination gets, in bytes
 */
record BufferParts(
        TransactionLimits limits, TimeSource time, SpillSpace spill, ToIntFunction<Destination> batchBytes) {}
