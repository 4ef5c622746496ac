package io.replaymq.jms.api;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** A consumer that can call a {@link BatchMessageListener}: every consumer of ReplayMQ is one, also those of the simplified API. */
public interface BatchReceiver {
    /**
     * Sets the listener, in place of whichever listener the consumer had; null for none.
     *
     * @param mostMessages how many messages a call brings at most, 1 or more; more than the prefetch never come
     * @throws JMSException if the consumer is closed
     * @throws IllegalArgumentException if {@code mostMessages} is less than 1
     */
    void setBatchMessageListener(@Nullable BatchMessageListener listener, int mostMessages) throws JMSException;
}
