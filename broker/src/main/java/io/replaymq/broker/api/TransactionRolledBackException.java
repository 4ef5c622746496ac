package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A transaction could not be committed, and nothing of it took effect. What it consumed is held as before, unless its consumer is gone. */
public final class TransactionRolledBackException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public TransactionRolledBackException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public TransactionRolledBackException(String message, @Nullable Throwable cause) {
        super(ErrorCode.TRANSACTION_ROLLED_BACK, message, cause);
    }
}
