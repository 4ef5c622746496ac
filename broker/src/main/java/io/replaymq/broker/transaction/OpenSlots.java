package io.replaymq.broker.transaction;

import io.replaymq.broker.api.TransactionLimits;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the transactions that are open, of each link and in all. <b>Threads:</b> any. */
final class OpenSlots {
    private final TransactionLimits limits;
    private final AtomicInteger inBroker = new AtomicInteger();

    OpenSlots(TransactionLimits limits) {
        this.limits = limits;
    }

    /**
     * Counts one more, if there may be.
     *
     * @param ofLink counts those of its link
     * @return which limit does not let it; null if it is counted
     */
    @Nullable
    String take(AtomicInteger ofLink) {
        if (ofLink.incrementAndGet() > limits.openOfLink()) {
            ofLink.decrementAndGet();
            return "a link has " + limits.openOfLink() + " open transactions, its limit (openOfLink)";
        }
        if (inBroker.incrementAndGet() > limits.openInBroker()) {
            giveBack(ofLink);
            return "there are " + limits.openInBroker() + " open transactions, the broker's limit (openInBroker)";
        }
        return null;
    }

    void giveBack(AtomicInteger ofLink) {
        inBroker.decrementAndGet();
        ofLink.decrementAndGet();
    }
}
