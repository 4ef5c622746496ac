package io.replaymq.groups.api;

import java.util.concurrent.Executor;

/** Runs tasks on the owner's thread later. */
@FunctionalInterface
public interface OwnerTimer extends Executor {
    /** Runs a task a moment later, when a log that was full may have room again. */
    @Override
    void execute(Runnable task);

    /**
     * Runs a task after a delay, or somewhat later; what is delivered at a time is then delivered as precisely as that. A timer that cannot,
     * as this one, leaves it to the ticks.
     *
     * @param delayMs in milliseconds, 0 or more
     */
    default void executeAfter(long delayMs, Runnable task) {}
}
