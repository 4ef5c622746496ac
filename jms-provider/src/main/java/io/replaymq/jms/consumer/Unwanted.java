package io.replaymq.jms.consumer;

import io.replaymq.jms.message.JmsMessage;
import java.time.InstantSource;

/** Tells which messages are not handed over although they were delivered. */
record Unwanted(InstantSource clock) {
    /** Whether it is too old, Jakarta Messaging 3.1, section 3.4.9, or was processed before and could not be acknowledged. */
    boolean is(Inbox inbox, Held held, JmsMessage message) {
        return isExpired(message) || inbox.wasProcessed(held);
    }

    private boolean isExpired(JmsMessage message) {
        long expirationMs = message.getJMSExpiration();
        return expirationMs != 0 && expirationMs <= clock.millis();
    }
}
