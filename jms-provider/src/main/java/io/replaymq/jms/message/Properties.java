package io.replaymq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The properties of a message or of a {@code JMSProducer}, in the order in which they were set. Jakarta Messaging 3.1, section 3.5. */
public final class Properties {
    /** How often the message was delivered; what an application sets under this name is not sent. */
    public static final String DELIVERY_COUNT = "JMSXDeliveryCount";
    /** The group of a message; also the key of its record. */
    public static final String GROUP_ID = "JMSXGroupID";

    private static final Set<String> RESERVED =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /**
     * Sets a property.
     *
     * @throws IllegalArgumentException if the name is null or empty
     * @throws JMSException if the name is not an identifier as selectors define it
     * @throws MessageFormatException if the value is of no type that properties have
     */
    public void set(@Nullable String name, @Nullable Object value) throws JMSException {
        String checked = requireName(name);
        if (value != null && !isValueOfProperty(value)) {
            throw new MessageFormatException("property '" + checked + "' of type "
                    + value.getClass().getName() + ", expected a boxed primitive other than Character, or a String");
        }
        values.put(checked, value);
    }

    /** The value as it was set, or null. */
    public @Nullable Object get(@Nullable String name) {
        return values.get(name);
    }

    /** Whether there is one of that name, with a value or null. */
    public boolean has(@Nullable String name) {
        return values.containsKey(name);
    }

    /** All of them, in order, read-only. */
    public Map<String, @Nullable Object> all() {
        return Collections.unmodifiableMap(values);
    }

    /** Removes all. */
    public void clear() {
        values.clear();
    }

    /** Sets what came with a received message; its sender has checked the name. */
    public void putReceived(String name, @Nullable Object value) {
        values.put(name, value);
    }

    private static boolean isValueOfProperty(Object value) {
        return value instanceof String || value instanceof Boolean || BodyValues.isBoxedNumber(value);
    }

    private static String requireName(@Nullable String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a property needs a name");
        }
        if (!isIdentifier(name)) {
            throw new JMSException("'" + name
                    + "' is not the name of a property: expected a Java identifier that is no word of selectors");
        }
        return name;
    }

    private static boolean isIdentifier(String name) {
        return Character.isJavaIdentifierStart(name.charAt(0))
                && name.chars().allMatch(Character::isJavaIdentifierPart)
                && !RESERVED.contains(name.toUpperCase(Locale.ROOT));
    }
}
