package io.replaymq.jms.consumer;

import io.replaymq.jms.message.JmsMessage;
import java.time.InstantSource;

/** Tells whether a message is too old to be delivered. Jakarta Messaging 3.1, section 3.4.9. */
record Expiry(InstantSource clock) {
    boolean isOver(JmsMessage message) {
        long expirationMs = message.getJMSExpiration();
        return expirationMs != 0 && expirationMs <= clock.millis();
    }
}
