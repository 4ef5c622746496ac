package io.replaymq.log.api;

/**
 * Told when a write or a force has failed. Nothing is acknowledged after that; a server ends its process here, and recovery finds
 * out at the next start what had reached the disk.
 */
@FunctionalInterface
public interface FatalHandler {
    /** For a log inside an application: it goes on, and the log refuses everything. */
    FatalHandler REFUSE_EVERYTHING = failure -> {};

    /** Called once, on an engine thread. */
    void failed(StorageFailedException failure);
}
