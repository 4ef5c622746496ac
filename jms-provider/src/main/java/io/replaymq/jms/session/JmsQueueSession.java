package io.replaymq.jms.session;

import io.replaymq.jms.consumer.JmsQueueReceiver;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.producer.JmsQueueSender;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.jspecify.annotations.Nullable;

/** A session for queues only, as applications of JMS 1.0 know it: what is about topics throws {@link IllegalStateException}. */
public sealed class JmsQueueSession extends JmsSession implements QueueSession permits JmsXaQueueSession {
    /** Of a connection; the name distinguishes the session's threads. */
    public JmsQueueSession(SessionOwner owner, SessionMode mode, String name) {
        super(owner, mode, name);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue) throws JMSException {
        return createReceiver(queue, null);
    }

    @Override
    public QueueReceiver createReceiver(Queue queue, @Nullable String selector) throws JMSException {
        return (JmsQueueReceiver) createConsumer(JmsDestination.requireQueue(queue), selector);
    }

    @Override
    public QueueSender createSender(@Nullable Queue queue) throws JMSException {
        return new JmsQueueSender(sender(), queue == null ? null : JmsDestination.requireQueue(queue));
    }

    @Override
    public Topic createTopic(String name) throws JMSException {
        throw aboutTopics();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        throw aboutTopics();
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name) throws JMSException {
        throw aboutTopics();
    }

    @Override
    public TopicSubscriber createDurableSubscriber(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal)
            throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name) throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        throw aboutTopics();
    }

    @Override
    public MessageConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector)
            throws JMSException {
        throw aboutTopics();
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        throw aboutTopics();
    }

    private static IllegalStateException aboutTopics() {
        return new IllegalStateException("a queue session has no topics and subscriptions");
    }
}
