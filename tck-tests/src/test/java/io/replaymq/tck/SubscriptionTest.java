package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;

/** Plain and durable subscriptions. Jakarta Messaging 3.1, section 8.3. */
class SubscriptionTest extends TckSuite {
    @Test
    void everySubscriberGetsEveryMessageInOrder() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer two = autoSession().createConsumer(topic);

        sendTexts(session, topic, "1", "2", "3");

        assertThat(receiveTexts(one, 3)).containsExactly("1", "2", "3");
        assertThat(receiveTexts(two, 3)).containsExactly("1", "2", "3");
    }

    @Test
    void aPlainSubscriberMissesWhatIsSentWhileItIsNotThere() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);
        sendTexts(session, topic, "before");

        MessageConsumer consumer = session.createConsumer(topic);
        sendTexts(session, topic, "after");

        assertThat(receiveTexts(consumer, 1)).containsExactly("after");
        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    void aDurableSubscriptionKeepsWhatIsSentWhileNobodyListens() throws JMSException {
        Connection client = openClient(newName("client"));
        Session session = client.createSession();
        Topic topic = newTopic(session);
        session.createDurableConsumer(topic, "subscription").close();

        sendTexts(session, topic, "1", "2");

        MessageConsumer back = session.createDurableConsumer(topic, "subscription");
        assertThat(receiveTexts(back, 2)).containsExactly("1", "2");
        back.close();
        session.unsubscribe("subscription");
    }

    @Test
    void aDurableSubscriptionOutlivesItsConnection() throws JMSException {
        String id = newName("client");
        Connection client = openClient(id);
        Session session = client.createSession();
        Topic topic = newTopic(session);
        TopicSubscriber subscriber = session.createDurableSubscriber(topic, "subscription");
        sendTexts(session, topic, "1", "2");
        assertThat(receiveTexts(subscriber, 1)).containsExactly("1");
        client.close();

        Session again = openClient(id).createSession();

        assertThat(receiveTexts(again.createDurableSubscriber(topic, "subscription"), 1))
                .containsExactly("2");
    }

    @Test
    void aSubscriptionThatWasDeletedBeginsAnew() throws JMSException {
        Session session = openClient(newName("client")).createSession();
        Topic topic = newTopic(session);
        session.createDurableConsumer(topic, "subscription").close();
        sendTexts(session, topic, "lost");

        session.unsubscribe("subscription");

        MessageConsumer anew = session.createDurableConsumer(topic, "subscription");
        sendTexts(session, topic, "kept");
        assertThat(receiveTexts(anew, 1)).containsExactly("kept");
    }

    @Test
    void aSubscriptionOfTheSameNameToAnotherTopicReplacesTheFormer() throws JMSException {
        Session session = openClient(newName("client")).createSession();
        Topic one = newTopic(session);
        Topic two = newTopic(session);
        session.createDurableConsumer(one, "subscription").close();
        sendTexts(session, one, "of one");

        MessageConsumer consumer = session.createDurableConsumer(two, "subscription");
        sendTexts(session, two, "of two");

        assertThat(receiveTexts(consumer, 1)).containsExactly("of two");
        consumer.close();
        MessageConsumer back = session.createDurableConsumer(one, "subscription");
        assertThat(back.receive(MOMENT_MS)).isNull();
    }

    @Test
    void subscriptionsBelongToTheirClients() throws JMSException {
        Session one = openClient(newName("one")).createSession();
        Session two = openClient(newName("two")).createSession();
        Topic topic = newTopic(one);
        MessageConsumer ofOne = one.createDurableConsumer(topic, "same name");
        MessageConsumer ofTwo = two.createDurableConsumer(topic, "same name");

        sendTexts(one, topic, "1");

        assertThat(receiveTexts(ofOne, 1)).containsExactly("1");
        assertThat(receiveTexts(ofTwo, 1)).containsExactly("1");
    }

    @Test
    void aDurableSubscriptionHasOneConsumerAtATime() throws JMSException {
        Session session = openClient(newName("client")).createSession();
        Topic topic = newTopic(session);
        MessageConsumer consumer = session.createDurableConsumer(topic, "subscription");

        assertThatThrownBy(() -> session.createDurableConsumer(topic, "subscription"))
                .isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.unsubscribe("subscription")).isInstanceOf(JMSException.class);
        consumer.close();
        session.unsubscribe("subscription");
    }

    @Test
    void aDurableSubscriptionNeedsAClientIdentifier() throws JMSException {
        Session session = autoSession();

        assertThatThrownBy(() -> session.createDurableConsumer(newTopic(session), "subscription"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSubscriptionThatIsNotThereCannotBeDeleted() throws JMSException {
        Session session = openClient(newName("client")).createSession();

        assertThatThrownBy(() -> session.unsubscribe("nobody")).isInstanceOf(InvalidDestinationException.class);
    }

    private Connection openClient(String id) throws JMSException {
        Connection client = openConnection();
        client.setClientID(id);
        client.start();
        return client;
    }
}
