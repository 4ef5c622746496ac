package io.replaymq.transactions.produce;

import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.threads.SerialThread;

/**
 * What the producers of a client share.
 *
 * @param log where everything goes
 * @param time clocks
 * @param callbacks the thread {@code replaymq-producers}
 */
public record ClientParts(ReplayLog log, TimeSource time, SerialThread callbacks) {}
