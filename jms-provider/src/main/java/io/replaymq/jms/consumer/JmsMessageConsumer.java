package io.replaymq.jms.consumer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.jms.api.BatchMessageListener;
import io.replaymq.jms.api.BatchReceiver;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.BodyKind;
import io.replaymq.jms.message.JmsMessage;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A consumer of a queue or of a subscription. */
public sealed class JmsMessageConsumer implements MessageConsumer, BatchReceiver
        permits JmsTopicSubscriber, JmsQueueReceiver {
    private final SessionInboxes session;
    private final Inbox inbox;

    JmsMessageConsumer(SessionInboxes session, Inbox inbox) {
        this.session = session;
        this.inbox = inbox;
    }

    /** Attaches a consumer. @throws JMSException if the broker refuses it */
    public static JmsMessageConsumer open(
            SessionInboxes session, BrokerLink broker, ConsumerRequest request, MessageDecoder decoder, int prefetch)
            throws JMSException {
        Inbox inbox = session.open(broker, request, decoder, prefetch);
        return decoder.destination() instanceof Queue queue
                ? new JmsQueueReceiver(session, inbox, queue)
                : new JmsTopicSubscriber(session, inbox, decoder.destination());
    }

    @Override
    public @Nullable String getMessageSelector() throws JMSException {
        requireOpen();
        return inbox.options().selector();
    }

    final boolean leavesOutItsOwn() throws JMSException {
        requireOpen();
        return inbox.options().notFrom() != null;
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        requireOpen();
        return session.listener(inbox);
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        requireOpen();
        session.listen(inbox, listener == null ? null : new Listening.Single(listener));
    }

    @Override
    public void setBatchMessageListener(@Nullable BatchMessageListener listener, int mostMessages) throws JMSException {
        requireOpen();
        session.listen(inbox, listener == null ? null : new Listening.Batch(listener, mostMessages));
    }

    @Override
    public @Nullable Message receive() throws JMSException {
        return receive(Wait.forEver());
    }

    @Override
    public @Nullable Message receive(long timeoutMs) throws JMSException {
        return receive(Wait.ofMillis(timeoutMs));
    }

    @Override
    public @Nullable Message receiveNoWait() throws JMSException {
        return receive(Wait.none());
    }

    private @Nullable JmsMessage receive(Wait wait) throws JMSException {
        return receive(wait, message -> message);
    }

    /** Receives a message for its body. Jakarta Messaging 3.1, section 8.5.3. Waits for ever. */
    public <T> @Nullable T receiveBody(Class<T> type) throws JMSException {
        return receive(Wait.forEver(), message -> body(message, type));
    }

    /** Receives a message for its body; waits so many milliseconds, for ever if 0. */
    public <T> @Nullable T receiveBody(Class<T> type, long timeoutMs) throws JMSException {
        return receive(Wait.ofMillis(timeoutMs), message -> body(message, type));
    }

    /** Receives a message for its body if there is one. */
    public <T> @Nullable T receiveBodyNoWait(Class<T> type) throws JMSException {
        return receive(Wait.none(), message -> body(message, type));
    }

    private static <T> @Nullable T body(JmsMessage message, Class<T> type) throws JMSException {
        if (message.kind() == BodyKind.NONE) {
            throw new MessageFormatException("the message has no body");
        }
        return message.getBody(type);
    }

    /** What the application wants of a message. */
    private interface Use<T> {
        @Nullable
        T of(JmsMessage message) throws JMSException;
    }

    private <T> @Nullable T receive(Wait wait, Use<T> use) throws JMSException {
        session.requireReceivable(inbox);
        Handout handout = session.handout();
        for (Held held = handout.take(inbox, wait); held != null; held = handout.take(inbox, wait)) {
            try {
                JmsMessage message = inbox.decode(held, session.receipt(inbox, held));
                if (!session.unwanted().is(inbox, held, message)) {
                    return hand(held, message, use);
                }
                session.acknowledgements().settle(inbox, held);
            } finally {
                handout.done(inbox, 1);
            }
        }
        return null;
    }

    /** A body that is not as the application wants it: unless the application acknowledges, the message was not received. */
    private <T> @Nullable T hand(Held held, JmsMessage message, Use<T> use) throws JMSException {
        @Nullable T used;
        try {
            used = use.of(message);
        } catch (JMSException e) {
            if (session.acknowledgements().mode().isUpToTheApplication()) {
                session.acknowledgements().seen(inbox, held, false);
            } else {
                session.handout().untake(inbox, List.of(held));
            }
            throw e;
        }
        session.acknowledgements().seen(inbox, held, session.handout().hasNothingFor(inbox));
        return used;
    }

    @Override
    public void close() throws JMSException {
        session.close(inbox);
    }

    final void requireOpen() throws IllegalStateException {
        if (session.isClosed(inbox)) {
            throw new IllegalStateException("the consumer is closed");
        }
    }
}
