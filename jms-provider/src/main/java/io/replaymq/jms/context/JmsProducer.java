package io.replaymq.jms.context;

import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.Labels;
import io.replaymq.jms.message.Properties;
import io.replaymq.jms.producer.SendOptions;
import io.replaymq.jms.session.JmsSession;
import io.replaymq.jms.value.ValueConversion;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A producer of the simplified API: options, header fields and properties to put on each message, and sending. */
final class JmsProducer implements JMSProducer {
    private final JmsSession session;
    private final Properties properties = new Properties();
    private SendOptions options = SendOptions.DEFAULTS;
    private Labels labels = Labels.NONE;
    private @Nullable CompletionListener listener;

    JmsProducer(JmsSession session) {
        this.session = session;
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable Message message) {
        return does(() -> {
            JmsDestination to = JmsDestination.require(destination);
            if (message == null) {
                throw new MessageFormatException("no message was given");
            }
            label(message);
            if (listener == null) {
                session.sender().send(to, message, options);
            } else {
                session.sender().send(to, message, options, listener);
            }
        });
    }

    private void label(Message message) throws JMSException {
        if (labels.correlation() != null) {
            setCorrelation(message);
        }
        if (labels.replyTo() != null) {
            message.setJMSReplyTo(labels.replyTo());
        }
        if (labels.type() != null) {
            message.setJMSType(labels.type());
        }
        for (Map.Entry<String, @Nullable Object> each : properties.all().entrySet()) {
            message.setObjectProperty(each.getKey(), each.getValue());
        }
    }

    private void setCorrelation(Message message) throws JMSException {
        if (labels.correlation() instanceof byte[] bytes) {
            message.setJMSCorrelationIDAsBytes(bytes);
        } else {
            message.setJMSCorrelationID(labels.correlationId());
        }
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable String body) {
        return send(destination, Unchecked.<Message>get(() -> session.createTextMessage(body)));
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable Map<String, Object> body) {
        return send(destination, Unchecked.<Message>get(() -> {
            MapMessage message = session.createMapMessage();
            for (Map.Entry<String, Object> each : (body == null ? Map.<String, Object>of() : body).entrySet()) {
                message.setObject(each.getKey(), each.getValue());
            }
            return message;
        }));
    }

    @Override
    public JMSProducer send(Destination destination, byte @Nullable [] body) {
        return send(destination, Unchecked.<Message>get(() -> {
            BytesMessage message = session.createBytesMessage();
            message.writeBytes(body == null ? new byte[0] : body);
            return message;
        }));
    }

    @Override
    public JMSProducer send(Destination destination, @Nullable Serializable body) {
        return send(destination, Unchecked.<Message>get(() -> {
            ObjectMessage message = session.createObjectMessage();
            message.setObject(body);
            return message;
        }));
    }

    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        options = options.withDisableMessageId(value);
        return this;
    }

    @Override
    public boolean getDisableMessageID() {
        return options.disableMessageId();
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        options = options.withDisableTimestamp(value);
        return this;
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return options.disableTimestamp();
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        return does(() -> options = options.withDeliveryMode(deliveryMode));
    }

    @Override
    public int getDeliveryMode() {
        return options.deliveryMode();
    }

    @Override
    public JMSProducer setPriority(int priority) {
        return does(() -> options = options.withPriority(priority));
    }

    @Override
    public int getPriority() {
        return options.priority();
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        return does(() -> options = options.withTimeToLive(timeToLive));
    }

    @Override
    public long getTimeToLive() {
        return options.timeToLiveMs();
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        return does(() -> options = options.withDeliveryDelay(deliveryDelay));
    }

    @Override
    public long getDeliveryDelay() {
        return options.deliveryDelayMs();
    }

    @Override
    public JMSProducer setAsync(@Nullable CompletionListener completionListener) {
        listener = completionListener;
        return this;
    }

    @Override
    public @Nullable CompletionListener getAsync() {
        return listener;
    }

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable String value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, @Nullable Object value) {
        return set(name, value);
    }

    private JMSProducer set(String name, @Nullable Object value) {
        return does(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer clearProperties() {
        properties.clear();
        return this;
    }

    @Override
    public boolean propertyExists(String name) {
        return properties.has(name);
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toBoolean(properties.get(name)));
    }

    @Override
    public byte getByteProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toByte(properties.get(name)));
    }

    @Override
    public short getShortProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toShort(properties.get(name)));
    }

    @Override
    public int getIntProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toInt(properties.get(name)));
    }

    @Override
    public long getLongProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toLong(properties.get(name)));
    }

    @Override
    public float getFloatProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toFloat(properties.get(name)));
    }

    @Override
    public double getDoubleProperty(String name) {
        return Unchecked.get(() -> ValueConversion.toDouble(properties.get(name)));
    }

    @Override
    public @Nullable String getStringProperty(String name) {
        return Unchecked.find(() -> ValueConversion.toText(properties.get(name)));
    }

    @Override
    public @Nullable Object getObjectProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.all().keySet();
    }

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte @Nullable [] id) {
        labels = labels.withCorrelation(id);
        return this;
    }

    @Override
    public byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return labels.correlationBytes();
    }

    @Override
    public JMSProducer setJMSCorrelationID(@Nullable String id) {
        labels = labels.withCorrelation(id);
        return this;
    }

    @Override
    public @Nullable String getJMSCorrelationID() {
        return labels.correlationId();
    }

    @Override
    public JMSProducer setJMSType(@Nullable String type) {
        labels = labels.withType(type);
        return this;
    }

    @Override
    public @Nullable String getJMSType() {
        return labels.type();
    }

    @Override
    public JMSProducer setJMSReplyTo(@Nullable Destination replyTo) {
        labels = labels.withReplyTo(replyTo);
        return this;
    }

    @Override
    public @Nullable Destination getJMSReplyTo() {
        return labels.replyTo();
    }

    private JMSProducer does(Unchecked.Action action) {
        Unchecked.run(action);
        return this;
    }
}
