package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;

/** Told what happens to a link. */
@FunctionalInterface
public interface LinkListener {
    /** The link is lost and is not coming back. Not called for a link that was closed, nor for an interruption that mends itself. */
    void onLost(BrokerException cause);
}
