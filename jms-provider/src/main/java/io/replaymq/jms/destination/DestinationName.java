package io.replaymq.jms.destination;

import jakarta.jms.JMSException;
import java.io.InvalidObjectException;
import java.io.Serial;
import java.io.Serializable;

/**
 * How a destination is serialized: as its name.
 *
 * @param isQueue whether it is a queue, or a topic
 * @param name as the application spells it
 */
record DestinationName(boolean isQueue, String name) implements Serializable {
    @Serial
    private Object readResolve() throws InvalidObjectException {
        try {
            return isQueue ? JmsDestination.queue(name) : JmsDestination.topic(name);
        } catch (JMSException e) {
            InvalidObjectException failure = new InvalidObjectException(e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
