package io.replaymq.jms.producer;

import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import org.jspecify.annotations.Nullable;

/** A producer, for one destination or, created without, for the one that each send names. */
public sealed class JmsMessageProducer implements MessageProducer permits JmsQueueSender, JmsTopicPublisher {
    private final MessageSender sender;
    private final @Nullable JmsDestination destination;
    private SendOptions options = SendOptions.DEFAULTS;
    private volatile boolean closed;

    /** For one destination, or for any if it is null. */
    public JmsMessageProducer(MessageSender sender, @Nullable JmsDestination destination) {
        this.sender = sender;
        this.destination = destination;
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        requireOpen();
        options = options.withDisableMessageId(value);
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        requireOpen();
        return options.disableMessageId();
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        requireOpen();
        options = options.withDisableTimestamp(value);
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        requireOpen();
        return options.disableTimestamp();
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        requireOpen();
        options = options.withDeliveryMode(deliveryMode);
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        requireOpen();
        return options.deliveryMode();
    }

    @Override
    public void setPriority(int priority) throws JMSException {
        requireOpen();
        options = options.withPriority(priority);
    }

    @Override
    public int getPriority() throws JMSException {
        requireOpen();
        return options.priority();
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        requireOpen();
        options = options.withTimeToLive(timeToLive);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        requireOpen();
        return options.timeToLiveMs();
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        requireOpen();
        options = options.withDeliveryDelay(deliveryDelay);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        requireOpen();
        return options.deliveryDelayMs();
    }

    @Override
    public @Nullable Destination getDestination() throws JMSException {
        requireOpen();
        return destination;
    }

    @Override
    public void send(Message message) throws JMSException {
        requireOpen();
        sender.send(ownDestination(), message, options);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        requireOpen();
        sender.send(ownDestination(), message, optionsOf(deliveryMode, priority, timeToLive));
    }

    @Override
    public void send(Destination to, Message message) throws JMSException {
        requireOpen();
        sender.send(namedDestination(to), message, options);
    }

    @Override
    public void send(Destination to, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        requireOpen();
        sender.send(namedDestination(to), message, optionsOf(deliveryMode, priority, timeToLive));
    }

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        requireOpen();
        sender.send(ownDestination(), message, options, required(listener));
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive, CompletionListener listener)
            throws JMSException {
        requireOpen();
        sender.send(ownDestination(), message, optionsOf(deliveryMode, priority, timeToLive), required(listener));
    }

    @Override
    public void send(Destination to, Message message, CompletionListener listener) throws JMSException {
        requireOpen();
        sender.send(namedDestination(to), message, options, required(listener));
    }

    @Override
    public void send(
            Destination to,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener listener)
            throws JMSException {
        requireOpen();
        sender.send(namedDestination(to), message, optionsOf(deliveryMode, priority, timeToLive), required(listener));
    }

    /** Waits for asynchronous sends and their listeners. Jakarta Messaging 3.1, section 7.3.5. */
    @Override
    public void close() throws JMSException {
        if (sender.completions().isCurrent()) {
            throw new IllegalStateException("a completion listener cannot close a producer of its session");
        }
        closed = true;
        sender.completions().drain();
    }

    private void requireOpen() throws IllegalStateException {
        if (closed || sender.isClosed()) {
            throw new IllegalStateException("the producer is closed");
        }
    }

    private JmsDestination ownDestination() {
        if (destination == null) {
            throw new UnsupportedOperationException("the producer has no destination of its own; name one in send");
        }
        return destination;
    }

    private JmsDestination namedDestination(@Nullable Destination to) throws JMSException {
        if (destination != null) {
            throw new UnsupportedOperationException("the producer sends to " + destination + " only");
        }
        return JmsDestination.require(to);
    }

    private SendOptions optionsOf(int deliveryMode, int priority, long timeToLive) throws JMSException {
        return options.withDeliveryMode(deliveryMode).withPriority(priority).withTimeToLive(timeToLive);
    }

    private static CompletionListener required(@Nullable CompletionListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("no completion listener was given");
        }
        return listener;
    }
}
