package io.replaymq.tck.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Subscriptions that outlive their consumer, and have one at a time. */
class DurableSubscriptionTest extends AssertionSuite {
    private static final String NAME = "subscription";

    private Session clientSession() throws JMSException {
        return openClient(newName("client")).createSession();
    }

    @Test
    @AcrossRestart
    @Assertion("8.3.3")
    void whatIsSentWhileNobodyListensIsKept() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME).close();
        send(topic, "1", "2");
        restartHere();

        assertThat(nextTexts(client.createDurableConsumer(topic, NAME), 2)).containsExactly("1", "2");
    }

    @Test
    @AcrossRestart
    @Assertion("4.2.2")
    void theNextConsumerGoesOnWhereTheLastOneEnded() throws JMSException {
        String id = newName("client");
        Connection client = openClient(id);
        Topic topic = newTopic();
        MessageConsumer first = client.createSession().createDurableConsumer(topic, NAME);
        send(topic, "1", "2", "3");
        assertThat(nextText(first)).isEqualTo("1");
        client.close();
        restartHere();

        Session again = openClient(id).createSession();

        assertThat(nextTexts(again.createDurableConsumer(topic, NAME), 2)).containsExactly("2", "3");
    }

    @Test
    @Assertion("8.3.3")
    void whatWasSentBeforeTheSubscriptionIsNotForIt() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        send(topic, "before");

        MessageConsumer consumer = client.createDurableConsumer(topic, NAME);
        send(topic, "after");

        assertThat(nextText(consumer)).isEqualTo("after");
    }

    @Test
    @AcrossRestart
    @Assertion("6.2")
    void whatWasNotAcknowledgedComesAgain() throws JMSException {
        String id = newName("client");
        Connection client = openClient(id);
        Topic topic = newTopic();
        MessageConsumer first = client.createSession(Session.CLIENT_ACKNOWLEDGE).createDurableConsumer(topic, NAME);
        send(topic, "1");
        next(first);
        client.close();
        restartHere();

        Message again = next(openClient(id).createSession().createDurableConsumer(topic, NAME));

        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("8.3.3")
    void aClientIdentifierIsNeeded() throws JMSException {
        Topic topic = newTopic();

        assertThatThrownBy(() -> session().createDurableConsumer(topic, NAME))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> session().createDurableSubscriber(topic, NAME))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("8.3.3")
    void thereIsOneConsumerAtATime() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME);

        assertThatThrownBy(() -> client.createDurableConsumer(topic, NAME)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> client.createDurableSubscriber(topic, NAME)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("8.3.3")
    void subscriptionsOfOneNameBelongToTheirClients() throws JMSException {
        Session one = clientSession();
        Session two = clientSession();
        Topic topic = newTopic();
        MessageConsumer ofOne = one.createDurableConsumer(topic, NAME);
        MessageConsumer ofTwo = two.createDurableConsumer(topic, NAME);

        send(topic, "1");

        assertThat(nextText(ofOne)).isEqualTo("1");
        assertThat(nextText(ofTwo)).isEqualTo("1");
    }

    @Test
    @Assertion("8.3.3")
    void aClientHasSubscriptionsOfSeveralNames() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        MessageConsumer one = client.createDurableConsumer(topic, "one");
        MessageConsumer two = client.createDurableConsumer(topic, "two");

        send(topic, "1");

        assertThat(nextText(one)).isEqualTo("1");
        assertThat(nextText(two)).isEqualTo("1");
    }

    @Test
    @AcrossRestart
    @Assertion("8.3.3")
    void aSubscriptionThatWasDeletedBeginsAnew() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME).close();
        send(topic, "lost");

        client.unsubscribe(NAME);
        restartHere();

        MessageConsumer anew = client.createDurableConsumer(topic, NAME);
        send(topic, "kept");
        assertThat(nextText(anew)).isEqualTo("kept");
    }

    @Test
    @Assertion("8.3.3")
    void aSubscriptionWithAConsumerIsNotDeleted() throws JMSException {
        Session client = clientSession();
        client.createDurableConsumer(newTopic(), NAME);

        assertThatThrownBy(() -> client.unsubscribe(NAME)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("10.3")
    void aSubscriptionThatIsNotThereIsNotDeleted() throws JMSException {
        Session client = clientSession();

        assertThatThrownBy(() -> client.unsubscribe("nobody")).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    @Assertion("8.3.3")
    void anotherTopicReplacesTheSubscription() throws JMSException {
        Session client = clientSession();
        Topic one = newTopic();
        Topic two = newTopic();
        client.createDurableConsumer(one, NAME).close();
        send(one, "of one");

        MessageConsumer consumer = client.createDurableConsumer(two, NAME);
        send(two, "of two");
        assertThat(nextText(consumer)).isEqualTo("of two");
        consumer.close();

        MessageConsumer back = client.createDurableConsumer(one, NAME);
        assertNothingWaitsFor(back, one);
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.SELECTORS)
    void anotherSelectorReplacesTheSubscription() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME, "n = 1", false).close();
        sendNumbered(topic, 1);

        MessageConsumer consumer = client.createDurableConsumer(topic, NAME, "n = 2", false);
        sendNumbered(topic, 2);

        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.SELECTORS)
    void takingTheSelectorAwayReplacesTheSubscription() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME, "n = 1", false).close();
        sendNumbered(topic, 1);

        MessageConsumer consumer = client.createDurableConsumer(topic, NAME);
        sendNumbered(topic, 2);

        assertThat(nextText(consumer)).isEqualTo("2");
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.SELECTORS)
    void theSameSelectorGoesOnWithTheSubscription() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME, "n > 1", false).close();
        sendNumbered(topic, 1, 2, 3);

        assertThat(nextTexts(client.createDurableConsumer(topic, NAME, "n > 1", false), 2))
                .containsExactly("2", "3");
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.NO_LOCAL)
    void noLocalKeepsAwayWhatTheOwnConnectionSends() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        MessageConsumer consumer = client.createDurableConsumer(topic, NAME, null, true);
        client.createProducer(topic).send(client.createTextMessage("own"));
        send(topic, "of another");

        assertThat(nextText(consumer)).isEqualTo("of another");
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.NO_LOCAL)
    void noLocalKeepsAwayWhatALaterConnectionOfTheClientSends() throws JMSException {
        String id = newName("client");
        Connection first = openClient(id);
        Topic topic = newTopic();
        first.createSession().createDurableConsumer(topic, NAME, null, true).close();
        first.close();
        Connection second = openClient(id);
        Session session = second.createSession();
        session.createProducer(topic).send(session.createTextMessage("of the same client"));
        send(topic, "of another");

        assertThat(nextText(session.createDurableConsumer(topic, NAME, null, true)))
                .isEqualTo("of another");
    }

    @Test
    @Assertion(value = "8.3.3", needs = Feature.NO_LOCAL)
    void anotherNoLocalReplacesTheSubscription() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME, null, false).close();
        send(topic, "lost");

        MessageConsumer consumer = client.createDurableConsumer(topic, NAME, null, true);
        send(topic, "kept");

        assertThat(nextText(consumer)).isEqualTo("kept");
    }

    @Test
    @Assertion("8.3.3")
    void aDurableSubscriberIsAConsumerOfTheSameSubscription() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, NAME).close();
        send(topic, "1");

        TopicSubscriber subscriber = client.createDurableSubscriber(topic, NAME);

        assertThat(nextText(subscriber)).isEqualTo("1");
        assertThat(subscriber.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getNoLocal()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Letters", "Größe", "digits123", "under_score", "dot.ted", "mi-nus", "a"})
    @Assertion("4.2.4")
    void aNameMayHoldLettersDigitsAndSigns(String name) throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        client.createDurableConsumer(topic, name).close();
        send(topic, "1");

        assertThat(nextText(client.createDurableConsumer(topic, name))).isEqualTo("1");
    }

    @Test
    @Assertion("4.2.4")
    void aNameMayHave128Characters() throws JMSException {
        Session client = clientSession();
        Topic topic = newTopic();
        String name = "n".repeat(128);
        client.createDurableConsumer(topic, name).close();
        send(topic, "1");

        assertThat(nextText(client.createDurableConsumer(topic, name))).isEqualTo("1");
    }

    @Test
    @Assertion("10.3")
    void aSubscriptionToNothingIsRefused() throws JMSException {
        Session client = clientSession();

        assertThatThrownBy(() -> client.createDurableConsumer(null, NAME))
                .isInstanceOf(InvalidDestinationException.class);
    }

    private void sendNumbered(Topic topic, int... numbers) throws JMSException {
        for (int n : numbers) {
            Message message = session().createTextMessage(String.valueOf(n));
            message.setIntProperty("n", n);
            session().createProducer(topic).send(message);
        }
    }
}
