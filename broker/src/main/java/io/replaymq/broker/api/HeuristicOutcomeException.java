package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** An operator has ended a prepared branch in another way than it is told to end now. It is remembered until it is forgotten. */
public final class HeuristicOutcomeException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public HeuristicOutcomeException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public HeuristicOutcomeException(String message, @Nullable Throwable cause) {
        super(ErrorCode.HEURISTIC_OUTCOME, message, cause);
    }
}
