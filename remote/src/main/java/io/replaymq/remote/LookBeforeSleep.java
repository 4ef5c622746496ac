package io.replaymq.remote;

import io.netty.channel.SelectStrategy;
import io.netty.util.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Has an event loop look for more work for a moment before it sleeps in its selector, while work keeps coming at intervals shorter than
 * that: to be woken takes longer than an answer that is on its way. A loop whose work comes seldom sleeps at once. Belongs to one loop.
 */
final class LookBeforeSleep implements SelectStrategy {
    /** How long it looks: a request, a force of the journal and an answer fit in. */
    static final long LOOK_NANOS = 400_000;

    /** How many short pauses more than long ones make it look. */
    static final int SHORT_PAUSES = 8;

    private static final int REMEMBERED = 2 * SHORT_PAUSES;
    private static final int COST_OF_A_LONG_PAUSE = 4;

    private final LongSupplier nanoTime;
    private boolean idle;
    private boolean asleep;
    private long idleSince;
    private int shortPauses;

    LookBeforeSleep(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it: whoever has work goes first
    public int calculateStrategy(IntSupplier selectNow, boolean hasTasks) throws Exception {
        int selected = selectNow.get();
        if (hasTasks || selected > 0 || asleep) {
            endPause();
        }
        if (hasTasks || selected > 0) {
            return selected;
        }
        if (!idle) {
            idle = true;
            idleSince = nanoTime.getAsLong();
        }
        if (shortPauses >= SHORT_PAUSES && nanoTime.getAsLong() - idleSince < LOOK_NANOS) {
            Thread.yield();
            return selected;
        }
        asleep = true;
        return SelectStrategy.SELECT;
    }

    private void endPause() {
        if (idle) {
            boolean isShort = nanoTime.getAsLong() - idleSince < LOOK_NANOS;
            shortPauses =
                    isShort ? Math.min(REMEMBERED, shortPauses + 1) : Math.max(0, shortPauses - COST_OF_A_LONG_PAUSE);
        }
        idle = false;
        asleep = false;
    }
}
