package io.replaymq.jms.transaction;

import io.replaymq.jms.api.TransactionInDoubtException;
import io.replaymq.log.api.ErrorCode;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import javax.transaction.xa.XAException;

/** The one place where failures become what transaction managers understand. X/Open XA, chapter 5. */
final class XaErrors {
    private XaErrors() {}

    /** An exception with that code. */
    static XAException of(int code, String message) {
        XAException exception = new XAException(message);
        exception.errorCode = code;
        return exception;
    }

    private static XAException of(int code, JMSException cause) {
        XAException exception = of(code, String.valueOf(cause.getMessage()));
        exception.initCause(cause);
        return exception;
    }

    /**
     * Preparing, or committing in one phase, failed.
     *
     * @param inDoubt what it means that nobody can say whether it did
     */
    static XAException ofEnding(JMSException failure, int inDoubt) {
        if (failure instanceof TransactionRolledBackException) {
            return of(XAException.XA_RBROLLBACK, failure);
        }
        if (is(failure, ErrorCode.BRANCH_EXISTS)) {
            return of(XAException.XA_RBPROTO, failure);
        }
        return of(failure instanceof TransactionInDoubtException ? inDoubt : XAException.XAER_RMFAIL, failure);
    }

    /**
     * Telling a prepared branch its outcome failed. What cannot be said for certain is to be tried again.
     *
     * @param otherwise what it means that an operator had ended it in another way
     */
    static XAException ofOutcome(JMSException failure, int otherwise) {
        if (is(failure, ErrorCode.UNKNOWN_BRANCH)) {
            return of(XAException.XAER_NOTA, failure);
        }
        return of(is(failure, ErrorCode.HEURISTIC_OUTCOME) ? otherwise : XAException.XAER_RMFAIL, failure);
    }

    private static boolean is(JMSException failure, ErrorCode code) {
        return code.name().equals(failure.getErrorCode());
    }
}
