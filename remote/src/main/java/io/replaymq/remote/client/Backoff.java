package io.replaymq.remote.client;

import io.replaymq.remote.api.RemoteClientConfig;
import java.util.function.DoubleSupplier;

/**
 * When an interrupted link tries again: at once, then after pauses that double, each shortened by up to half at random so that the
 * clients of a server that comes back do not come all at once. Belongs to the link's event loop.
 */
final class Backoff {
    private static final double SHORTEST_PART = 0.5;

    private final RemoteClientConfig config;
    private final DoubleSupplier chance;
    private int attempts;

    /** Draws from {@code chance}, which gives 0 (inclusive) to 1 (exclusive). */
    Backoff(RemoteClientConfig config, DoubleSupplier chance) {
        this.config = config;
        this.chance = chance;
    }

    /** The link was interrupted just now. */
    void begin() {
        attempts = 0;
    }

    /** The pause before the next attempt. */
    long nextPauseMs() {
        int doublings = attempts++ - 1;
        if (doublings < 0) {
            return 0;
        }
        long full = Math.min(
                config.retryMin().toMillis() << Math.min(doublings, 30),
                config.retryMax().toMillis());
        return Math.max(1, Math.round(full * (SHORTEST_PART + (1 - SHORTEST_PART) * chance.getAsDouble())));
    }
}
