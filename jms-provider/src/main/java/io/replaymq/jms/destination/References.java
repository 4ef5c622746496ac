package io.replaymq.jms.destination;

import javax.naming.Reference;
import javax.naming.StringRefAddr;

/** How factories and destinations are written into directories: as one string, which an object factory reads. */
public final class References {
    /** The class that makes objects of references. */
    public static final String OBJECT_FACTORY = "io.replaymq.jms.jndi.ReplayMQObjectFactory";
    /** The type of an address that is the URL of a connection factory. */
    public static final String URL = "url";
    /** The type of an address that is the name of a queue. */
    public static final String QUEUE = "queue";
    /** The type of an address that is the name of a topic. */
    public static final String TOPIC = "topic";

    private References() {}

    /** A reference with one address. */
    public static Reference of(Class<?> type, String addressType, String value) {
        return new Reference(type.getName(), new StringRefAddr(addressType, value), OBJECT_FACTORY, null);
    }
}
