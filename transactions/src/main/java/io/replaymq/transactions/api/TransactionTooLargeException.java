package io.replaymq.transactions.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The transaction is larger than it may be, and is rolled back. Do less in one. */
public final class TransactionTooLargeException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says how large it would be. */
    public TransactionTooLargeException(String message) {
        super(ErrorCode.TRANSACTION_TOO_LARGE, message, null);
    }
}
