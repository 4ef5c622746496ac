package io.replaymq.jms.session;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.api.Unsupported;
import io.replaymq.jms.consumer.AcknowledgeMode;
import io.replaymq.jms.consumer.JmsMessageConsumer;
import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.destination.JmsTopic;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsObjectMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.producer.Completions;
import io.replaymq.jms.producer.JmsMessageProducer;
import io.replaymq.jms.producer.MessageSender;
import io.replaymq.jms.producer.SessionSender;
import jakarta.jms.BytesMessage;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A session without transactions. */
public final class JmsSession implements Session {
    /** The broker finds a subscription by client and name, whichever topic it is to. */
    private static final Destination ANY_TOPIC = Destination.topic("(any topic)");

    private final SessionOwner owner;
    private final ObjectReading reading;
    private final SessionInboxes inboxes;
    private final SessionSender sender;
    private final Completions completions;
    private final MessageSender messages;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Of a connection; the name distinguishes the session's threads. */
    public JmsSession(SessionOwner owner, AcknowledgeMode mode, String name) {
        this.owner = owner;
        this.reading = new ObjectReading(owner.options().allowed());
        this.inboxes = new SessionInboxes(mode, owner.clock(), "replaymq-listeners-" + name);
        this.sender = new SessionSender(owner.link(), owner.sendWindow());
        this.completions = new Completions("replaymq-completions-" + name);
        this.messages = new MessageSender(sender, completions, owner.clock(), reading);
    }

    /** Begins, pauses and loses delivery. */
    public SessionInboxes inboxes() {
        return inboxes;
    }

    /** Sends for producers of the simplified API. @throws IllegalStateException if the session is closed */
    public MessageSender sender() throws IllegalStateException {
        requireOpen();
        return messages;
    }

    /** Whether the current thread is calling a listener of this session. */
    public boolean isCallingListener() {
        return inboxes.isListenerThread() || completions.isCurrent();
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        requireOpen();
        return new JmsBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        requireOpen();
        return new JmsMapMessage();
    }

    @Override
    public Message createMessage() throws JMSException {
        requireOpen();
        return new JmsMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        requireOpen();
        return new JmsObjectMessage(null, reading);
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) throws JMSException {
        ObjectMessage message = createObjectMessage();
        message.setObject(object);
        return message;
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        requireOpen();
        return new JmsStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return createTextMessage(null);
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) throws JMSException {
        requireOpen();
        return new JmsTextMessage(text);
    }

    @Override
    public boolean getTransacted() throws JMSException {
        requireOpen();
        return false;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        requireOpen();
        return inboxes.mode().number();
    }

    @Override
    public void commit() throws JMSException {
        requireOpen();
        throw new IllegalStateException("the session is not transacted");
    }

    @Override
    public void rollback() throws JMSException {
        commit();
    }

    @Override
    public void recover() throws JMSException {
        requireOpen();
        inboxes.recover();
    }

    /** Acknowledges everything that the session received, if that is up to the application. */
    public void acknowledge() throws JMSException {
        requireOpen();
        inboxes.acknowledge();
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        requireOpen();
        return null;
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        requireOpen();
        throw Unsupported.SERVER_SESSIONS.exception();
    }

    @Override
    public void run() {
        throw JmsErrors.unchecked(Unsupported.SERVER_SESSIONS.exception());
    }

    @Override
    public MessageProducer createProducer(jakarta.jms.@Nullable Destination destination) throws JMSException {
        requireOpen();
        return new JmsMessageProducer(messages, destination == null ? null : JmsDestination.require(destination));
    }

    @Override
    public MessageConsumer createConsumer(jakarta.jms.Destination destination) throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.require(destination);
        return from instanceof JmsTopic
                ? consume(new ConsumerTarget.PlainSubscription(from.address()), from)
                : consume(new ConsumerTarget.Queue(from.address()), from);
    }

    @Override
    public MessageConsumer createConsumer(jakarta.jms.Destination destination, @Nullable String selector)
            throws JMSException {
        return createConsumer(destination, selector, false);
    }

    @Override
    public MessageConsumer createConsumer(
            jakarta.jms.Destination destination, @Nullable String selector, boolean noLocal) throws JMSException {
        requireOpen();
        Refusals.selector(selector);
        if (destination instanceof Topic) { // on a queue the argument says nothing
            Refusals.noLocal(noLocal);
        }
        return createConsumer(destination);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        requireOpen();
        throw Unsupported.SHARED_SUBSCRIPTIONS.exception();
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return createSharedConsumer(topic, name);
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        requireOpen();
        return JmsDestination.queue(name);
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        requireOpen();
        return JmsDestination.topic(name);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.require(topic);
        return (TopicSubscriber) consume(subscription(from.address(), name), from);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireOpen();
        Refusals.selector(selector);
        Refusals.noLocal(noLocal);
        return createDurableSubscriber(topic, name);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return createDurableSubscriber(topic, name, selector, noLocal);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        return createSharedConsumer(topic, name);
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        requireOpen();
        Replies.await(owner.link().unsubscribe(subscription(ANY_TOPIC, name)));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        requireOpen();
        throw Unsupported.BROWSERS.exception();
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        return createBrowser(queue);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        requireOpen();
        throw Unsupported.TEMPORARY_DESTINATIONS.exception();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        requireOpen();
        throw Unsupported.TEMPORARY_DESTINATIONS.exception();
    }

    /** Waits for listeners, receives and asynchronous sends. Jakarta Messaging 3.1, section 6.2.15. */
    @Override
    public void close() throws JMSException {
        if (isCallingListener()) {
            throw new IllegalStateException("a listener cannot close its own session");
        }
        if (closed.compareAndSet(false, true)) {
            sender.close();
            completions.close();
            try {
                inboxes.close();
            } finally {
                owner.ended(this);
            }
        }
    }

    private MessageConsumer consume(ConsumerTarget target, JmsDestination from) throws JMSException {
        MessageDecoder decoder = new MessageDecoder(from, reading);
        return JmsMessageConsumer.open(
                inboxes, owner.link(), target, decoder, owner.options().prefetch());
    }

    private ConsumerTarget.DurableSubscription subscription(Destination topic, @Nullable String name)
            throws JMSException {
        String client = owner.clientId();
        if (client == null) {
            throw new IllegalStateException(
                    "a durable subscription needs a client identifier, which the connection has not");
        }
        if (name == null || name.isEmpty()) {
            throw new JMSException("a durable subscription needs a name");
        }
        return new ConsumerTarget.DurableSubscription(topic, client, name);
    }

    private void requireOpen() throws IllegalStateException {
        if (closed.get()) {
            throw new IllegalStateException("the session is closed");
        }
    }
}
