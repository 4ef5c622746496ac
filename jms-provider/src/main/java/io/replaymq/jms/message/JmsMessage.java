package io.replaymq.jms.message;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import org.jspecify.annotations.Nullable;

/**
 * A message: header fields and, inherited, properties; without a body of its own. Subclasses add the bodies.
 *
 * <p>A created message can be written. A received one can only be read, until its body or its properties are cleared.
 */
public sealed class JmsMessage extends MessageProperties
        permits JmsTextMessage, JmsBytesMessage, JmsMapMessage, JmsStreamMessage, JmsObjectMessage {
    private Access bodyAccess = Access.WRITE;
    private SentFields sent = SentFields.UNSENT;
    private Labels labels = Labels.NONE;
    private int deliveryCount;
    private @Nullable Receipt receipt;

    /** Which body it has. */
    public BodyKind kind() {
        return BodyKind.NONE;
    }

    /** The body as it is sent, or null if there is none. @throws JMSException if it cannot be encoded */
    public byte @Nullable [] encodeBody() throws JMSException {
        return null;
    }

    /** The fields that sending sets. */
    public final SentFields sent() {
        return sent;
    }

    /** Takes over what sending, or receiving, found. */
    public final void sent(SentFields fields) {
        sent = fields;
    }

    /** The fields that the application sets. */
    public final Labels labels() {
        return labels;
    }

    /** Replaces the fields that the application sets. */
    public final void labels(Labels fields) {
        labels = fields;
    }

    /** Makes this a received message: read-only, with the number of its delivery. */
    public final void received(int count, @Nullable Receipt by) {
        deliveryCount = count;
        receipt = by;
        properties().putReceived(Properties.DELIVERY_COUNT, count);
        makePropertiesReadOnly();
        bodyAccess = Access.READ;
    }

    @Override
    public final void acknowledge() throws JMSException {
        if (receipt != null) {
            receipt.acknowledge();
        }
    }

    @Override
    public void clearBody() throws JMSException {
        bodyAccess = Access.WRITE;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        return true;
    }

    final void requireWriteable() throws MessageNotWriteableException {
        if (bodyAccess != Access.WRITE) {
            throw new MessageNotWriteableException("the body can only be read; clearBody() makes it writeable");
        }
    }

    final void requireReadable() throws MessageNotReadableException {
        if (bodyAccess != Access.READ) {
            throw new MessageNotReadableException("the body is being written; reset() makes it readable");
        }
    }

    final boolean isReadOnly() {
        return bodyAccess == Access.READ;
    }

    final void makeReadOnly() {
        bodyAccess = Access.READ;
    }

    final <T> T cast(Object body, Class<T> type) throws MessageFormatException {
        if (!type.isInstance(body)) {
            throw new MessageFormatException(
                    "a body of " + body.getClass().getName() + " cannot be read as " + type.getName());
        }
        return type.cast(body);
    }

    @Override
    public final @Nullable String getJMSMessageID() {
        return sent.messageId();
    }

    @Override
    public final void setJMSMessageID(@Nullable String id) {
        sent = sent.withMessageId(id);
    }

    @Override
    public final long getJMSTimestamp() {
        return sent.timestampMs();
    }

    @Override
    public final void setJMSTimestamp(long timestamp) {
        sent = sent.withTimestamp(timestamp);
    }

    @Override
    public final byte @Nullable [] getJMSCorrelationIDAsBytes() {
        return labels.correlationBytes();
    }

    @Override
    public final void setJMSCorrelationIDAsBytes(byte @Nullable [] id) {
        labels = labels.withCorrelation(id);
    }

    @Override
    public final void setJMSCorrelationID(@Nullable String id) {
        labels = labels.withCorrelation(id);
    }

    @Override
    public final @Nullable String getJMSCorrelationID() {
        return labels.correlationId();
    }

    @Override
    public final @Nullable Destination getJMSReplyTo() {
        return labels.replyTo();
    }

    @Override
    public final void setJMSReplyTo(@Nullable Destination to) {
        labels = labels.withReplyTo(to);
    }

    @Override
    public final @Nullable Destination getJMSDestination() {
        return sent.destination();
    }

    @Override
    public final void setJMSDestination(@Nullable Destination to) {
        sent = sent.withDestination(to);
    }

    @Override
    public final int getJMSDeliveryMode() {
        return sent.deliveryMode();
    }

    @Override
    public final void setJMSDeliveryMode(int mode) {
        sent = sent.withDeliveryMode(mode);
    }

    @Override
    public final boolean getJMSRedelivered() {
        return deliveryCount > 1;
    }

    @Override
    public final void setJMSRedelivered(boolean redelivered) {
        deliveryCount = redelivered ? Math.max(deliveryCount, 2) : Math.min(deliveryCount, 1);
    }

    @Override
    public final @Nullable String getJMSType() {
        return labels.type();
    }

    @Override
    public final void setJMSType(@Nullable String type) {
        labels = labels.withType(type);
    }

    @Override
    public final long getJMSExpiration() {
        return sent.expirationMs();
    }

    @Override
    public final void setJMSExpiration(long expiration) {
        sent = sent.withExpiration(expiration);
    }

    @Override
    public final long getJMSDeliveryTime() {
        return sent.deliveryTimeMs();
    }

    @Override
    public final void setJMSDeliveryTime(long time) {
        sent = sent.withDeliveryTime(time);
    }

    @Override
    public final int getJMSPriority() {
        return sent.priority();
    }

    @Override
    public final void setJMSPriority(int priority) {
        sent = sent.withPriority(priority);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + sent.messageId() + " to " + sent.destination() + "]";
    }
}
