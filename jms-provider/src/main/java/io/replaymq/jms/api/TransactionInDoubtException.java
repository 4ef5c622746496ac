package io.replaymq.jms.api;

import jakarta.jms.JMSException;

/**
 * A commit whose outcome nobody can tell: the connection was lost for good, or the log failed, before it was answered. All of the transaction
 * took effect, or nothing. The session goes on with the next one under another identity, so nothing late can hit that. The simplified API
 * throws a {@link jakarta.jms.JMSRuntimeException} with the same error code, whose cause is this.
 */
public final class TransactionInDoubtException extends JMSException {
    /** The error code. */
    public static final String CODE = "IN_DOUBT";

    private static final long serialVersionUID = 1L;

    /** Says what happened. */
    public TransactionInDoubtException(JMSException cause) {
        super("whether the transaction was committed is not known: " + cause.getMessage(), CODE);
        initCause(cause);
        setLinkedException(cause);
    }
}
