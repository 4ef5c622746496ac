package io.replaymq.jms.producer;

import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.encoding.ForeignMessages;
import io.replaymq.jms.encoding.MessageEncoder;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.message.SentFields;
import io.replaymq.log.api.Durability;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sets a message's header fields and sends it. Jakarta Messaging 3.1, section 3.4.11.
 *
 * @param sender whose order it joins
 * @param completions who tells completion listeners
 * @param clock what time it is
 * @param reading how bodies of foreign object messages are read
 * @param senderId who messages to topics say they are from
 */
public record MessageSender(
        SessionSender sender,
        Completions completions,
        InstantSource clock,
        ObjectReading reading,
        LongSupplier senderId) {
    /** Whether the session is closed. */
    boolean isClosed() {
        return sender.isClosed();
    }

    /** Sends; waits for the answer if the message is persistent. */
    public void send(JmsDestination to, @Nullable Message message, SendOptions options) throws JMSException {
        JmsMessage ours = ForeignMessages.ours(message, reading);
        io.replaymq.broker.api.Message record = prepare(to, ours, options);
        tell(message, ours);
        if (options.deliveryMode() == DeliveryMode.PERSISTENT) {
            sender.sendAndWait(to.address(), record, Durability.DURABLE);
        } else {
            sender.sendAndForget(to.address(), record);
        }
    }

    /** Sends and returns; the listener is told the outcome. */
    public void send(JmsDestination to, @Nullable Message message, SendOptions options, CompletionListener listener)
            throws JMSException {
        JmsMessage ours = ForeignMessages.ours(message, reading);
        io.replaymq.broker.api.Message record = prepare(to, ours, options);
        tell(message, ours);
        boolean persistent = options.deliveryMode() == DeliveryMode.PERSISTENT;
        Durability durability = persistent ? Durability.DURABLE : Durability.ACCEPTED;
        completions.add(
                message == null ? ours : message, listener, sender.sendInWindow(to.address(), record, durability));
    }

    private io.replaymq.broker.api.Message prepare(JmsDestination to, JmsMessage message, SendOptions options)
            throws JMSException {
        long nowMs = clock.millis();
        message.sent(new SentFields(
                options.disableMessageId() ? null : sender.nextMessageId(),
                options.disableTimestamp() ? 0 : nowMs,
                to.plain(),
                options.deliveryMode(),
                options.timeToLiveMs() == 0 ? 0 : later(nowMs, options.timeToLiveMs()),
                later(nowMs, options.deliveryDelayMs()),
                options.priority()));
        return MessageEncoder.encode(message, nowMs, to.isQueue() ? null : (Long) senderId.getAsLong());
    }

    /** As late as can be said if the time is beyond. */
    private static long later(long nowMs, long byMs) {
        return byMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + byMs;
    }

    /** A foreign message is told its header fields too. Section 3.12. */
    private static void tell(@Nullable Message sent, JmsMessage copy) throws JMSException {
        if (sent != null && sent != copy) {
            sent.setJMSMessageID(copy.getJMSMessageID());
            sent.setJMSTimestamp(copy.getJMSTimestamp());
            sent.setJMSDestination(copy.getJMSDestination());
            sent.setJMSDeliveryMode(copy.getJMSDeliveryMode());
            sent.setJMSExpiration(copy.getJMSExpiration());
            sent.setJMSDeliveryTime(copy.getJMSDeliveryTime());
            sent.setJMSPriority(copy.getJMSPriority());
        }
    }
}
