package io.replaymq.jms.producer;

import io.replaymq.jms.api.DeliveryGuarantee;
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
import jakarta.jms.MessageFormatException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
 * @param scope what messages belong to
 * @param guarantee what the connection's factory wants of messages that belong to no transaction
 */
public record MessageSender(
        SessionSender sender,
        Completions completions,
        InstantSource clock,
        ObjectReading reading,
        LongSupplier senderId,
        SendScope scope,
        DeliveryGuarantee guarantee) {
    /** Whether the session is closed. */
    boolean isClosed() {
        return sender.isClosed();
    }

    /** Sends; waits for the answer if the message is persistent and belongs to no transaction. */
    public void send(JmsDestination to, @Nullable Message given, SendOptions options) throws JMSException {
        Message message = required(given);
        TransactionSends transaction = scope.current();
        if (transaction != null) {
            sendIn(transaction, to, message, options);
            return;
        }
        SendOptions wanted = options.under(guarantee);
        io.replaymq.broker.api.Message record = prepare(to, message, wanted, sender::nextMessageId);
        if (wanted.deliveryMode() == DeliveryMode.PERSISTENT) {
            sender.sendAndWait(to.address(), record, Durability.DURABLE);
        } else {
            sender.sendAndForget(to.address(), record);
        }
    }

    /** Sends and returns; the listener is told the outcome: in a transaction, that the message is part of it. */
    public void send(JmsDestination to, @Nullable Message given, SendOptions options, CompletionListener listener)
            throws JMSException {
        Message message = required(given);
        TransactionSends transaction = scope.current();
        CompletionStage<?> sent;
        if (transaction != null) {
            sendIn(transaction, to, message, options);
            sent = CompletableFuture.completedStage(null);
        } else {
            SendOptions wanted = options.under(guarantee);
            boolean persistent = wanted.deliveryMode() == DeliveryMode.PERSISTENT;
            Durability durability = persistent ? Durability.DURABLE : Durability.ACCEPTED;
            io.replaymq.broker.api.Message record = prepare(to, message, wanted, sender::nextMessageId);
            sent = sender.sendInWindow(to.address(), record, durability);
        }
        completions.add(message, listener, sent);
    }

    private static Message required(@Nullable Message message) throws MessageFormatException {
        if (message == null) {
            throw new MessageFormatException("no message was given");
        }
        return message;
    }

    private void sendIn(TransactionSends transaction, JmsDestination to, Message message, SendOptions options)
            throws JMSException {
        transaction.require(to.address());
        transaction.add(to.address(), prepare(to, message, options, transaction::nextMessageId));
    }

    /** Where a message's id comes from. */
    private interface Ids {
        String next() throws JMSException;
    }

    private io.replaymq.broker.api.Message prepare(JmsDestination to, Message message, SendOptions options, Ids ids)
            throws JMSException {
        JmsMessage ours = ForeignMessages.ours(message, reading);
        long nowMs = clock.millis();
        ours.sent(new SentFields(
                options.disableMessageId() ? null : ids.next(),
                options.disableTimestamp() ? 0 : nowMs,
                to.plain(),
                options.deliveryMode(),
                options.timeToLiveMs() == 0 ? 0 : later(nowMs, options.timeToLiveMs()),
                later(nowMs, options.deliveryDelayMs()),
                options.priority()));
        io.replaymq.broker.api.Message record =
                MessageEncoder.encode(ours, nowMs, to.isQueue() ? null : (Long) senderId.getAsLong());
        tell(message, ours);
        return record;
    }

    /** As late as can be said if the time is beyond. */
    private static long later(long nowMs, long byMs) {
        return byMs > Long.MAX_VALUE - nowMs ? Long.MAX_VALUE : nowMs + byMs;
    }

    /** A foreign message is told its header fields too. Section 3.12. */
    private static void tell(Message sent, JmsMessage copy) throws JMSException {
        if (sent != copy) {
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
