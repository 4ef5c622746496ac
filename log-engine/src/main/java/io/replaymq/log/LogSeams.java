package io.replaymq.log;

import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.storage.LogDirectory;
import java.util.function.LongSupplier;

/**
 * Where a log touches the world; tests put something else there.
 *
 * @param directory the data directory; belongs to the log once it is open
 * @param time where the time comes from
 * @param random random numbers, for the salts of journal files
 * @param fatalHandler told when the storage has failed
 */
public record LogSeams(LogDirectory directory, TimeSource time, LongSupplier random, FatalHandler fatalHandler) {}
