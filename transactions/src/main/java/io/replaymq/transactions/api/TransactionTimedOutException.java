package io.replaymq.transactions.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The transaction was open for too long, and is rolled back. Begin another one. */
public final class TransactionTimedOutException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says which one, and how long it had. */
    public TransactionTimedOutException(String message) {
        super(ErrorCode.TRANSACTION_TIMED_OUT, message, null);
    }
}
