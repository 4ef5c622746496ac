package io.replaymq.tck.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions that several consumers share, durable and not. */
@Needs(Feature.SHARED_SUBSCRIPTIONS)
class SharedSubscriptionTest extends AssertionSuite {
    private String name;
    private Topic topic;

    @BeforeEach
    void name() throws JMSException {
        name = newName("shared");
        topic = newTopic();
    }

    @Test
    @Assertion("8.3.2")
    void eachMessageGoesToOneConsumer() throws JMSException {
        MessageConsumer one = session().createSharedConsumer(topic, name);
        MessageConsumer two = session(Session.AUTO_ACKNOWLEDGE).createSharedConsumer(topic, name);
        send(topic, "1", "2", "3", "4");

        assertThat(nextTextsOfAny(List.of(one, two), 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    @Assertion("8.3.2")
    void aConsumerOfAnotherConnectionSharesToo() throws JMSException {
        var other = openConnection();
        other.start();
        MessageConsumer one = session().createSharedConsumer(topic, name);
        MessageConsumer two = other.createSession().createSharedConsumer(topic, name);
        send(topic, "1", "2", "3", "4");

        assertThat(nextTextsOfAny(List.of(one, two), 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    @Assertion("8.3.2")
    void anotherNameIsAnotherSubscription() throws JMSException {
        MessageConsumer one = session().createSharedConsumer(topic, name);
        MessageConsumer two = session().createSharedConsumer(topic, newName("other"));
        send(topic, "1");

        assertThat(nextText(one)).isEqualTo("1");
        assertThat(nextText(two)).isEqualTo("1");
    }

    @Test
    @Assertion("8.3.2")
    void aClientIdentifierMakesAnotherSubscription() throws JMSException {
        MessageConsumer one = session().createSharedConsumer(topic, name);
        MessageConsumer two = openClient(newName("client")).createSession().createSharedConsumer(topic, name);
        send(topic, "1");

        assertThat(nextText(one)).isEqualTo("1");
        assertThat(nextText(two)).isEqualTo("1");
    }

    @Test
    @Assertion("8.3.2")
    void aPlainOneEndsWithItsLastConsumer() throws JMSException {
        session().createSharedConsumer(topic, name).close();
        send(topic, "lost");

        MessageConsumer anew = session().createSharedConsumer(topic, name);
        send(topic, "kept");

        assertThat(nextText(anew)).isEqualTo("kept");
    }

    @Test
    @Assertion("8.3.2")
    void aPlainOneLivesWhileOneConsumerIsLeft() throws JMSException {
        MessageConsumer one = session().createSharedConsumer(topic, name);
        MessageConsumer two = session(Session.AUTO_ACKNOWLEDGE).createSharedConsumer(topic, name);
        one.close();
        send(topic, "1", "2");

        assertThat(nextTexts(two, 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("8.3.2")
    void aPlainOneInUseKeepsItsTopic() throws JMSException {
        session().createSharedConsumer(topic, name);
        Topic other = newTopic();

        assertThatThrownBy(() -> session().createSharedConsumer(other, name)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion(value = "8.3.2", needs = Feature.SELECTORS)
    void aPlainOneInUseKeepsItsSelector() throws JMSException {
        session().createSharedConsumer(topic, name, "n = 1");

        assertThatThrownBy(() -> session().createSharedConsumer(topic, name, "n = 2"))
                .isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion(value = "8.3.2", needs = Feature.SELECTORS)
    void aSelectorDecidesWhatIsAddedToAPlainOne() throws JMSException {
        MessageConsumer consumer = session().createSharedConsumer(topic, name, "JMSType = 'a'");
        sendTyped("b");
        sendTyped("a");

        assertThat(nextText(consumer)).isEqualTo("a");
    }

    private void sendTyped(String type) throws JMSException {
        Message message = session().createTextMessage(type);
        message.setJMSType(type);
        session().createProducer(topic).send(message);
    }

    @Test
    @AcrossRestart
    @Assertion("8.3.4")
    void aDurableOneKeepsWhatIsSentWhileNobodyListens() throws JMSException {
        session().createSharedDurableConsumer(topic, name).close();
        send(topic, "1", "2");
        restartHere();

        assertThat(nextTexts(session().createSharedDurableConsumer(topic, name), 2))
                .containsExactly("1", "2");
    }

    @Test
    @Assertion("8.3.4")
    void aDurableOneGivesEachMessageToOneConsumer() throws JMSException {
        MessageConsumer one = session().createSharedDurableConsumer(topic, name);
        MessageConsumer two = session(Session.AUTO_ACKNOWLEDGE).createSharedDurableConsumer(topic, name);
        send(topic, "1", "2", "3", "4");

        assertThat(nextTextsOfAny(List.of(one, two), 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    @Assertion("8.3.4")
    void aDurableOneOfAClientIsAnotherThanOneOfNobody() throws JMSException {
        Session client = openClient(newName("client")).createSession();
        MessageConsumer one = session().createSharedDurableConsumer(topic, name);
        MessageConsumer two = client.createSharedDurableConsumer(topic, name);
        send(topic, "1");

        assertThat(nextText(one)).isEqualTo("1");
        assertThat(nextText(two)).isEqualTo("1");
    }

    @Test
    @Assertion("8.3.4")
    void aDurableOneIsDeletedByItsName() throws JMSException {
        session().createSharedDurableConsumer(topic, name).close();
        send(topic, "lost");

        session().unsubscribe(name);

        MessageConsumer anew = session().createSharedDurableConsumer(topic, name);
        send(topic, "kept");
        assertThat(nextText(anew)).isEqualTo("kept");
    }

    @Test
    @Assertion("8.3.4")
    void aDurableOneWithAConsumerIsNotDeleted() throws JMSException {
        session().createSharedDurableConsumer(topic, name);

        assertThatThrownBy(() -> session().unsubscribe(name)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("8.3.4")
    void aDurableOneInUseKeepsItsTopic() throws JMSException {
        session().createSharedDurableConsumer(topic, name);
        Topic other = newTopic();

        assertThatThrownBy(() -> session().createSharedDurableConsumer(other, name))
                .isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion(value = "8.3.4", referenceDiffers = "refuses another topic although nobody uses the subscription")
    void aDurableOneNotInUseIsReplacedByOneOfAnotherTopic() throws JMSException {
        session().createSharedDurableConsumer(topic, name).close();
        send(topic, "lost");
        Topic other = newTopic();

        MessageConsumer consumer = session().createSharedDurableConsumer(other, name);
        send(other, "of the other");

        assertThat(nextText(consumer)).isEqualTo("of the other");
    }

    @Test
    @Assertion(
            value = "8.3.4",
            needs = Feature.SELECTORS,
            referenceDiffers = "refuses another selector although nobody uses the subscription")
    void aDurableOneNotInUseIsReplacedByOneOfAnotherSelector() throws JMSException {
        session().createSharedDurableConsumer(topic, name, "JMSType = 'a'").close();
        sendTyped("a");

        MessageConsumer consumer = session().createSharedDurableConsumer(topic, name, "JMSType = 'b'");
        sendTyped("b");

        assertThat(nextText(consumer)).isEqualTo("b");
    }

    @Test
    @Assertion(
            value = "8.3.4",
            referenceDiffers = "lets shared and unshared consumers meet on one durable subscription")
    void aSharedAndAnUnsharedDurableOneHaveDifferentNames() throws JMSException {
        Session client = openClient(newName("client")).createSession();
        client.createSharedDurableConsumer(topic, "shared").close();
        client.createDurableConsumer(topic, "unshared").close();

        assertThatThrownBy(() -> client.createDurableConsumer(topic, "shared")).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> client.createSharedDurableConsumer(topic, "unshared"))
                .isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("8.3.2")
    void aPlainAndADurableOneMayHaveOneName() throws JMSException {
        MessageConsumer plain = session().createSharedConsumer(topic, name);
        MessageConsumer durable = session().createSharedDurableConsumer(topic, name);
        send(topic, "1");

        assertThat(nextText(plain)).isEqualTo("1");
        assertThat(nextText(durable)).isEqualTo("1");
    }

    @Test
    @Assertion("4.2.4")
    void aNameMayHave128Characters() throws JMSException {
        String longName = newName("n").concat("n".repeat(128)).substring(0, 128);
        MessageConsumer consumer = session().createSharedConsumer(topic, longName);
        send(topic, "1");

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    @Assertion("10.3")
    void aSharedSubscriptionToNothingIsRefused() throws JMSException {
        assertThatThrownBy(() -> session().createSharedConsumer(null, name))
                .isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> session().createSharedDurableConsumer(null, name))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    @Assertion("6.2")
    void whatAConsumerDidNotAcknowledgeGoesToAnother() throws JMSException {
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer one = client.createSharedDurableConsumer(topic, name);
        send(topic, "1");
        next(one);
        client.close();

        Message again = next(session().createSharedDurableConsumer(topic, name));

        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
    }
}
