package io.replaymq.transactions.produce;

import io.replaymq.log.api.BrokerException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Whether a producer can still send. What ends it first is final. Any thread. */
final class ProducerHealth {
    private final AtomicReference<@Nullable BrokerException> failure = new AtomicReference<>();

    @Nullable
    BrokerException failure() {
        return failure.get();
    }

    /** Ends it. @return what ended it first */
    BrokerException fail(BrokerException cause) {
        BrokerException first = failure.compareAndExchange(null, cause);
        return first == null ? cause : first;
    }

    void ensureAlive() {
        BrokerException cause = failure.get();
        if (cause != null) {
            throw cause;
        }
    }
}
