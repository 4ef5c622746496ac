package io.replaymq.jms.jndi;

import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.destination.References;
import jakarta.jms.JMSException;
import java.util.Hashtable;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InvalidNameException;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.StringRefAddr;
import javax.naming.spi.ObjectFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes factories and destinations of the references that directories and file contexts keep of them. A reference of ours is one string: a
 * URL, or the name of a queue or topic. Nothing is deserialized or loaded by name.
 */
public final class ReplayMQObjectFactory implements ObjectFactory {
    /** For naming contexts. */
    public ReplayMQObjectFactory() {}

    /** Returns null for what is no reference of ours. @throws NamingException if what it says is not legal */
    @Override
    public @Nullable Object getObjectInstance(
            @Nullable Object of, @Nullable Name name, @Nullable Context context, @Nullable Hashtable<?, ?> environment)
            throws NamingException {
        if (of instanceof Reference reference && References.OBJECT_FACTORY.equals(reference.getFactoryClassName())) {
            return objectOf(reference);
        }
        return null;
    }

    private static Object objectOf(Reference reference) throws NamingException {
        if (reference.size() != 1 || !(reference.get(0) instanceof StringRefAddr)) {
            throw new ConfigurationException("a reference of " + reference.size() + " addresses, expected one string");
        }
        RefAddr address = reference.get(0);
        String value = String.valueOf(address.getContent());
        try {
            return switch (address.getType()) {
                case References.URL -> Factories.of("reference", value);
                case References.QUEUE -> JmsDestination.queue(value);
                case References.TOPIC -> JmsDestination.topic(value);
                default ->
                    throw new ConfigurationException("a reference with an address of type '" + address.getType()
                            + "', expected url, queue or topic");
            };
        } catch (JMSException e) {
            InvalidNameException failure = new InvalidNameException("reference to '" + value + "': " + e.getMessage());
            failure.setRootCause(e);
            throw failure;
        }
    }
}
