package io.replaymq.jms.session;

import io.replaymq.jms.consumer.JmsTopicSubscriber;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.producer.JmsTopicPublisher;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.jspecify.annotations.Nullable;

/** A session for topics only, as applications of JMS 1.0 know it: what is about queues throws {@link IllegalStateException}. */
public sealed class JmsTopicSession extends JmsSession implements TopicSession permits JmsXaTopicSession {
    /** Of a connection; the name distinguishes the session's threads. */
    public JmsTopicSession(SessionOwner owner, SessionMode mode, String name) {
        super(owner, mode, name);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic) throws JMSException {
        return createSubscriber(topic, null, false);
    }

    @Override
    public TopicSubscriber createSubscriber(Topic topic, @Nullable String selector, boolean noLocal)
            throws JMSException {
        return (JmsTopicSubscriber) createConsumer(JmsDestination.requireTopic(topic), selector, noLocal);
    }

    @Override
    public TopicPublisher createPublisher(@Nullable Topic topic) throws JMSException {
        return new JmsTopicPublisher(sender(), topic == null ? null : JmsDestination.requireTopic(topic));
    }

    @Override
    public Queue createQueue(String name) throws JMSException {
        throw aboutQueues();
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        throw aboutQueues();
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) throws JMSException {
        throw aboutQueues();
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) throws JMSException {
        throw aboutQueues();
    }

    private static IllegalStateException aboutQueues() {
        return new IllegalStateException("a topic session has no queues");
    }
}
