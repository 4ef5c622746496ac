package io.replaymq.jms.producer;

import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/** Tells what a session's messages belong to at present. */
@FunctionalInterface
public interface SendScope {
    /** The transaction that is sent in, which begins if it has not yet; null if each message is sent for itself. */
    @Nullable
    TransactionSends current() throws JMSException;
}
