package io.replaymq.transactions.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The producer is closed; the record was not sent. */
public final class ProducerClosedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was not sent. */
    public ProducerClosedException(String message) {
        super(ErrorCode.PRODUCER_CLOSED, message, null);
    }
}
