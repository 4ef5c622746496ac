package io.replaymq.jms.session;

import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.consumer.JmsMessageConsumer;
import io.replaymq.jms.consumer.JmsQueueBrowser;
import io.replaymq.jms.consumer.Loadable;
import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.destination.JmsTemporaryQueue;
import io.replaymq.jms.destination.JmsTemporaryTopic;
import io.replaymq.jms.encoding.MessageDecoder;
import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsObjectMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.producer.JmsMessageProducer;
import io.replaymq.jms.producer.MessageSender;
import io.replaymq.jms.transaction.JmsXaResource;
import io.replaymq.jms.transaction.XaAssociation;
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
import org.jspecify.annotations.Nullable;

/** A session, with or without transactions. */
public sealed class JmsSession implements Session, Loadable permits JmsQueueSession, JmsTopicSession, JmsXaSession {
    private final SessionOwner owner;
    private final SessionMode mode;
    private final ConsumerRequests requests;
    private final SessionParts parts;

    /** Of a connection; the name distinguishes the session's threads. */
    public JmsSession(SessionOwner owner, SessionMode mode, String name) {
        this.owner = owner;
        this.mode = mode;
        this.requests = new ConsumerRequests(owner);
        this.parts = new SessionParts(owner, mode, name);
    }

    /** Begins, pauses and loses delivery. */
    @Override
    public SessionInboxes inboxes() {
        return parts.inboxes();
    }

    /** Sends for producers of the simplified API. @throws IllegalStateException if the session is closed */
    public MessageSender sender() throws IllegalStateException {
        requireOpen();
        return parts.messages();
    }

    /** What a transaction manager does with it. @throws java.lang.IllegalStateException if it is not a session of distributed transactions */
    final JmsXaResource resource() {
        if (parts.transactions() instanceof XaAssociation association) {
            return owner.branches().resource(association);
        }
        throw new java.lang.IllegalStateException("session mode " + mode + " has no branches");
    }

    /** Whether the current thread is calling a listener of this session. */
    public boolean isCallingListener() {
        return parts.isCallingListener();
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
        return new JmsObjectMessage(null, parts.reading());
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
        return parts.transactions().isTransacted();
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        requireOpen();
        return mode.number();
    }

    @Override
    public void commit() throws JMSException {
        parts.transactionsToEnd().commit();
    }

    @Override
    public void rollback() throws JMSException {
        parts.transactionsToEnd().rollback();
    }

    @Override
    public void recover() throws JMSException {
        requireOpen();
        parts.transactions().recover();
    }

    /** Acknowledges everything that the session received, if that is up to the application. */
    public void acknowledge() throws JMSException {
        requireOpen();
        inboxes().acknowledge();
    }

    @Override
    public @Nullable MessageListener getMessageListener() throws JMSException {
        requireOpen();
        return inboxes().loaded().listener();
    }

    @Override
    public void setMessageListener(@Nullable MessageListener listener) throws JMSException {
        requireOpen();
        inboxes().loaded().listener(listener);
    }

    /** Delivers what a connection consumer loaded, on this thread. Jakarta Messaging 3.1, section 12.2.3. */
    @Override
    public void run() {
        inboxes().loaded().run();
    }

    @Override
    public MessageProducer createProducer(jakarta.jms.@Nullable Destination destination) throws JMSException {
        requireOpen();
        return new JmsMessageProducer(
                parts.messages(), destination == null ? null : JmsDestination.require(destination));
    }

    @Override
    public MessageConsumer createConsumer(jakarta.jms.Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
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
        JmsDestination from = JmsDestination.require(destination);
        return consume(requests.plain(from, selector, noLocal), from);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        return createSharedConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return consume(requests.shared(from, name, selector), from);
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
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return (TopicSubscriber) consume(requests.durable(from, name, selector, noLocal), from);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableSubscriber(topic, name, null, false);
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return createDurableSubscriber(topic, name, selector, noLocal);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireTopic(topic);
        return consume(requests.sharedDurable(from, name, selector), from);
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        requireOpen();
        Replies.await(owner.link().unsubscribe(requests.durableOfAnyTopic(name)));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        requireOpen();
        JmsDestination from = JmsDestination.requireQueue(queue);
        return JmsQueueBrowser.open(
                owner.link(), from, selector, new MessageDecoder(from, parts.reading()), () -> !parts.isOpen());
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        requireOpen();
        return JmsTemporaryQueue.create(owner.link());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        requireOpen();
        return JmsTemporaryTopic.create(owner.link());
    }

    @Override
    public void close() throws JMSException {
        parts.close(this);
    }

    private MessageConsumer consume(ConsumerRequest request, JmsDestination from) throws JMSException {
        MessageDecoder decoder = new MessageDecoder(from, parts.reading());
        return JmsMessageConsumer.open(
                inboxes(), owner.link(), request, decoder, owner.options().prefetch());
    }

    private void requireOpen() throws IllegalStateException {
        parts.requireOpen();
    }
}
