package io.replaymq.jms.message;

import io.replaymq.jms.api.AllowedClasses;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Deserializes bodies of object messages: the only place in the project that deserializes Java objects. A class must be on the
 * allow-list by name before it is loaded, proxies are refused, and depth, references, array sizes and bytes are bounded.
 */
public final class ObjectReading {
    private static final int MAX_DEPTH = 20;
    private static final int MAX_REFERENCES = 10_000;
    private static final int MAX_ARRAY = 100_000;
    private static final int MAX_BYTES = 8 << 20;

    private final AllowedClasses allowed;

    /** Reads objects of these classes. */
    public ObjectReading(AllowedClasses allowed) {
        this.allowed = allowed;
    }

    /** Reads one object. @throws JMSException if that is off, not allowed, or the bytes are no such object */
    @Nullable
    Serializable read(byte[] serialized) throws JMSException {
        if (allowed.isEmpty()) {
            throw new JMSException(
                    "reading object messages is off; name the classes to allow in jms.deserialization.allow of the URL",
                    "DESERIALIZATION_OFF");
        }
        try (ObjectInputStream in = new FilteredStream(serialized)) {
            return (Serializable) in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError e) {
            // Constructors and readObject methods of allowed classes may throw anything: whatever it is, the body is
            // unreadable.
            MessageFormatException failure = new MessageFormatException("the body cannot be deserialized: " + e);
            failure.initCause(e);
            throw failure;
        }
    }

    private ObjectInputFilter.Status check(ObjectInputFilter.FilterInfo of) {
        boolean tooMuch = of.depth() > MAX_DEPTH
                || of.references() > MAX_REFERENCES
                || of.arrayLength() > MAX_ARRAY
                || of.streamBytes() > MAX_BYTES;
        if (tooMuch) {
            return ObjectInputFilter.Status.REJECTED;
        }
        Class<?> type = of.serialClass();
        if (type == null) {
            return ObjectInputFilter.Status.UNDECIDED;
        }
        return allowed.allows(type.getName()) ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
    }

    private final class FilteredStream extends ObjectInputStream {
        FilteredStream(byte[] serialized) throws IOException {
            super(new ByteArrayInputStream(serialized));
            setObjectInputFilter(ObjectReading.this::check);
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws IOException, ClassNotFoundException {
            if (!allowed.allows(description.getName())) {
                throw new InvalidClassException(description.getName(), "is not on the allow-list");
            }
            return super.resolveClass(description);
        }

        @Override
        protected Class<?> resolveProxyClass(String[] interfaces) throws IOException {
            throw new InvalidClassException(
                    "a proxy of " + String.join(", ", interfaces), "proxies are not deserialized");
        }
    }
}
