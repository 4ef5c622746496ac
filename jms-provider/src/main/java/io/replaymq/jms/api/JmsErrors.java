package io.replaymq.jms.api;

import io.replaymq.log.api.BrokerException;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.concurrent.CompletionException;

/** The one place where failures become exceptions of Jakarta Messaging, checked or not. */
public final class JmsErrors {
    private JmsErrors() {}

    /** A failure of a broker's call, with its error code as the exception's. */
    public static JMSException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof JMSException already) {
            return already;
        }
        JMSException translated = cause instanceof BrokerException refused
                ? translate(refused)
                : new JMSException("unexpected failure: " + cause, "INTERNAL");
        translated.initCause(cause);
        if (cause instanceof Exception linked) {
            translated.setLinkedException(linked);
        }
        return translated;
    }

    private static JMSException translate(BrokerException refused) {
        String reason = String.valueOf(refused.getMessage());
        String code = refused.code().name();
        return switch (refused.code()) {
            case INVALID_DESTINATION, UNKNOWN_DESTINATION, UNKNOWN_TOPIC, INVALID_TOPIC ->
                new InvalidDestinationException(reason, code);
            case CLIENT_ID_IN_USE -> new InvalidClientIDException(reason, code);
            case BACKPRESSURE, BATCH_TOO_LARGE, DISK_FULL, SUBSCRIPTION_IN_USE ->
                new ResourceAllocationException(reason, code);
            case INVALID_SELECTOR -> new InvalidSelectorException(reason, code);
            case TRANSACTION_ROLLED_BACK -> new TransactionRolledBackException(reason, code);
            case LINK_CLOSED, LOG_CLOSED -> new IllegalStateException(reason, code);
            default -> new JMSException(reason, code);
        };
    }

    /** The unchecked twin of an exception, for the simplified API. Jakarta Messaging 3.1, section 2.13. */
    public static JMSRuntimeException unchecked(JMSException e) {
        String reason = String.valueOf(e.getMessage());
        String code = e.getErrorCode();
        if (e instanceof IllegalStateException) {
            return new IllegalStateRuntimeException(reason, code, e);
        }
        if (e instanceof InvalidClientIDException) {
            return new InvalidClientIDRuntimeException(reason, code, e);
        }
        if (e instanceof InvalidDestinationException) {
            return new InvalidDestinationRuntimeException(reason, code, e);
        }
        if (e instanceof MessageFormatException) {
            return new MessageFormatRuntimeException(reason, code, e);
        }
        if (e instanceof TransactionRolledBackException) {
            return new TransactionRolledBackRuntimeException(reason, code, e);
        }
        return uncheckedRare(e, reason, code);
    }

    private static JMSRuntimeException uncheckedRare(JMSException e, String reason, String code) {
        if (e instanceof InvalidSelectorException) {
            return new InvalidSelectorRuntimeException(reason, code, e);
        }
        if (e instanceof JMSSecurityException) {
            return new JMSSecurityRuntimeException(reason, code, e);
        }
        if (e instanceof MessageNotWriteableException) {
            return new MessageNotWriteableRuntimeException(reason, code, e);
        }
        if (e instanceof TransactionInProgressException) {
            return new TransactionInProgressRuntimeException(reason, code, e);
        }
        if (e instanceof ResourceAllocationException) {
            return new ResourceAllocationRuntimeException(reason, code, e);
        }
        return new JMSRuntimeException(reason, code, e);
    }
}
