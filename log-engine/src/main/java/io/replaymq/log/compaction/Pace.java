package io.replaymq.log.compaction;

/** Holds back work that nobody waits for. */
@FunctionalInterface
public interface Pace {
    /**
     * Waits until so many bytes may have been read or written since the last call, and lets go first whatever else the thread has to do:
     * segments may be removed meanwhile.
     *
     * @throws java.util.concurrent.CancellationException if the log is being closed: the work is to be given up
     */
    void spend(long bytes);
}
