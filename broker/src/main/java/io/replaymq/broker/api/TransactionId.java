package io.replaymq.broker.api;

import io.replaymq.log.api.ProducerIdentity;

/**
 * Names a transaction for ever.
 *
 * @param producer whose it is: an identity of {@link BrokerLink#openProducer()} that is used for transactions only
 * @param number larger than that of every earlier transaction of this producer
 */
public record TransactionId(ProducerIdentity producer, long number) {
    /** Checks the number. */
    public TransactionId {
        if (number < 0) {
            throw new IllegalArgumentException("number=" + number + ", expected 0 or more");
        }
    }
}
