package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.transaction.xa.XAException;

/** Whether a branch may still commit, or why it can only be rolled back. Guarded by its branch. */
final class XaVerdict {
    private static final int FINE = 0;

    private final LongSupplier nanoTime;
    private final long beganNanos;
    private final long timeoutNanos;
    private int code = FINE;

    /**
     * Of a branch that begins now.
     *
     * @param nanoTime a monotonic clock, as {@link System#nanoTime()}: a time-out does not follow a clock that is set
     * @param timeoutSeconds how long the branch may take until it is ended; 0: as long as the broker allows
     */
    XaVerdict(LongSupplier nanoTime, int timeoutSeconds) {
        this.nanoTime = nanoTime;
        this.beganNanos = nanoTime.getAsLong();
        this.timeoutNanos = TimeUnit.SECONDS.toNanos(timeoutSeconds);
    }

    /** The branch can only be rolled back from now on. */
    void fail() {
        code = XAException.XA_RBROLLBACK;
    }

    /** Checks that it may commit. @throws XAException which says why not */
    void require(BranchId id) throws XAException {
        if (code == FINE && timeoutNanos != 0 && nanoTime.getAsLong() - beganNanos >= timeoutNanos) {
            code = XAException.XA_RBTIMEOUT;
        }
        if (code != FINE) {
            String reason = code == XAException.XA_RBTIMEOUT ? "took longer than its timeout" : "has failed";
            throw XaErrors.of(code, "branch " + id + " " + reason + ": it can only be rolled back");
        }
    }
}
