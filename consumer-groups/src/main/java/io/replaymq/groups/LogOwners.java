package io.replaymq.groups;

import io.replaymq.log.api.ReplayLog;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Which logs of this process have somebody who runs their groups. Two would each decide by a state of their own and contradict each
 * other in the log; other processes are kept out by the lock of the data directory.
 *
 * <p>A log that nobody uses any more is forgotten, whether its groups were closed or not. <b>Threads:</b> any.
 */
final class LogOwners {
    private final String what;
    private final Set<ReplayLog> owned = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /** @param what the groups that are run, for people */
    LogOwners(String what) {
        this.what = what;
    }

    /**
     * Opens the groups of a log, which have an owner from now on unless that fails.
     *
     * @return fails with {@link IllegalStateException} if they have one
     */
    <T> CompletionStage<T> during(ReplayLog log, Supplier<CompletionStage<T>> opening) {
        if (!owned.add(log)) {
            return CompletableFuture.failedStage(
                    new IllegalStateException(
                            "the " + what
                                    + " of this log are in use in this process already, by a log client or a broker; a log has one of them"));
        }
        try {
            return opening.get().whenComplete((opened, failure) -> {
                if (failure != null) {
                    release(log);
                }
            });
        } catch (RuntimeException e) {
            release(log);
            throw e;
        }
    }

    /** They have no owner any more. */
    void release(ReplayLog log) {
        owned.remove(log);
    }
}
