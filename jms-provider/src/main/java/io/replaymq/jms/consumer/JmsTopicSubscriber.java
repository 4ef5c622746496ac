package io.replaymq.jms.consumer;

import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A consumer of a subscription. */
public final class JmsTopicSubscriber extends JmsMessageConsumer implements TopicSubscriber {
    private final Topic topic;

    JmsTopicSubscriber(SessionInboxes session, Inbox inbox, JmsDestination topic) {
        super(session, inbox);
        this.topic = (Topic) topic;
    }

    @Override
    public Topic getTopic() throws JMSException {
        requireOpen();
        return topic;
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        return leavesOutItsOwn();
    }
}
