package io.replaymq.tck.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Collector;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contexts: a connection and a session in one. */
class ContextTest extends AssertionSuite {
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void open() {
        context = closing(factory().createContext());
        queue = context.createQueue(newName("queue"));
    }

    @Test
    @Assertion("6.1.4")
    void theFirstConsumerStartsTheConnection() {
        context.createProducer().send(queue, "1");

        assertThat(context.createConsumer(queue).receiveBody(String.class, SOON_MS))
                .isEqualTo("1");
    }

    @Test
    @Assertion("8.4")
    void theFirstDurableConsumerStartsTheConnection() {
        JMSContext client = closing(factory().createContext());
        client.setClientID(newName("client"));
        Topic topic = client.createTopic(newName("topic"));
        JMSConsumer consumer = client.createDurableConsumer(topic, "subscription");
        context.createProducer().send(topic, "1");

        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.4")
    void theConnectionIsNotStartedIfThatWasTold() {
        context.setAutoStart(false);
        context.createProducer().send(queue, "1");
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(context.getAutoStart()).isFalse();
        assertThat(consumer.receive(MOMENT_MS)).isNull();
        context.start();
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @Test
    @Assertion("6.1.4")
    void theConnectionIsStartedByItselfUnlessThatWasTold() {
        assertThat(context.getAutoStart()).isTrue();
    }

    @Test
    @Assertion("8.4")
    void stoppingPausesDelivery() {
        JMSConsumer consumer = context.createConsumer(queue);
        context.stop();
        context.createProducer().send(queue, "1");

        assertThat(consumer.receive(MOMENT_MS)).isNull();
        context.start();
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.CLIENT_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    @Assertion("6.1")
    void aContextTellsItsMode(int mode) {
        JMSContext other = closing(factory().createContext(mode));

        assertThat(other.getSessionMode()).isEqualTo(mode);
        assertThat(other.getTransacted()).isFalse();
    }

    @Test
    @Assertion("6.1")
    void aContextAcknowledgesAutomaticallyUnlessItIsTold() {
        assertThat(context.getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Test
    @Assertion("6.1.1")
    void aUserNameAndAPasswordMayBeGiven() {
        assertThat(closing(factory().createContext("user", "password")).getSessionMode())
                .isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
        assertThat(closing(factory().createContext("user", "password", JMSContext.DUPS_OK_ACKNOWLEDGE))
                        .getSessionMode())
                .isEqualTo(JMSContext.DUPS_OK_ACKNOWLEDGE);
    }

    @Test
    @Assertion("10.2")
    void anUnknownModeIsRefused() {
        assertThatThrownBy(() -> factory().createContext(99)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> context.createContext(99)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    @Assertion("6.1.8")
    void theConnectionLivesUntilItsLastContextIsClosed() {
        JMSContext second = closing(context.createContext(JMSContext.CLIENT_ACKNOWLEDGE));
        context.close();

        second.createProducer().send(queue, "1");

        assertThat(second.createConsumer(queue).receiveBody(String.class, SOON_MS))
                .isEqualTo("1");
    }

    @Test
    @Assertion("6.1.8")
    void aContextOfTheSameConnectionHasItsOwnMode() {
        JMSContext second = closing(context.createContext(JMSContext.CLIENT_ACKNOWLEDGE));

        assertThat(second.getSessionMode()).isEqualTo(JMSContext.CLIENT_ACKNOWLEDGE);
        assertThat(context.getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Test
    @Assertion("6.1.2")
    void contextsOfOneConnectionHaveOneClientIdentifier() {
        JMSContext client = closing(factory().createContext());
        String id = newName("client");
        client.setClientID(id);

        assertThat(client.getClientID()).isEqualTo(id);
        assertThat(closing(client.createContext(JMSContext.AUTO_ACKNOWLEDGE)).getClientID())
                .isEqualTo(id);
    }

    @Test
    @Assertion("6.1.2")
    void aClientIdentifierIsSetOnceAndFirst() {
        JMSContext client = closing(factory().createContext());
        client.setClientID(newName("client"));

        assertThatThrownBy(() -> client.setClientID(newName("other"))).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Assertion("6.1.2")
    void aClientIdentifierIsNotSetLate() {
        context.createConsumer(queue);

        assertThatThrownBy(() -> context.setClientID(newName("late"))).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Assertion("6.1.2")
    void aClientIdentifierBelongsToOneConnection() {
        String id = newName("client");
        closing(factory().createContext()).setClientID(id);
        JMSContext other = closing(factory().createContext());

        assertThatThrownBy(() -> other.setClientID(id)).isInstanceOf(InvalidClientIDRuntimeException.class);
    }

    @Test
    @AcrossRestart
    @Assertion("6.2.10")
    void aContextAcknowledgesAllItReceived() throws JMSException {
        JMSContext client = factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        client.createProducer().send(queue, "1").send(queue, "2");
        JMSConsumer consumer = client.createConsumer(queue);
        consumer.receive(SOON_MS);
        consumer.receive(SOON_MS);
        restartHere();
        client.acknowledge();
        client.close();

        assertNothingIsLeftIn(queue);
    }

    @Test
    @Assertion("6.2.10")
    void aContextRecovers() throws JMSException {
        JMSContext client = closing(factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE));
        client.createProducer().send(queue, "1");
        JMSConsumer consumer = client.createConsumer(queue);
        consumer.receive(SOON_MS);

        client.recover();

        Message again = consumer.receive(SOON_MS);
        assertThat(again.getBody(String.class)).isEqualTo("1");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("3.6")
    void acknowledgingIsIgnoredWhereItIsAutomatic() {
        context.createProducer().send(queue, "1");
        context.createConsumer(queue).receive(SOON_MS);

        context.acknowledge();
    }

    @Test
    @Assertion("8.7")
    void aListenerIsCalled() throws Exception {
        Collector<String> seen = new Collector<>();
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.setMessageListener(Collector.texts(seen));
        send(queue, "1", "2");

        assertThat(seen.next(2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("6.2.15")
    void closingTwiceIsIgnored() {
        JMSContext closed = factory().createContext();
        closed.close();

        closed.close();
    }

    @Test
    @Assertion(value = "6.2.15", referenceDiffers = "answers some calls to a closed context")
    void aClosedContextRefusesToWork() {
        JMSContext closed = factory().createContext();
        closed.close();

        assertThatThrownBy(closed::createProducer).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(closed::createMessage).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> closed.createConsumer(queue)).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> closed.createQueue("q")).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(closed::start).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(closed::recover).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> closed.createContext(1)).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Assertion("10.3")
    void noDestinationIsRefused() {
        assertThatThrownBy(() -> context.createConsumer(null)).isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().send(null, "text"))
                .isInstanceOf(InvalidDestinationRuntimeException.class);
    }

    @Test
    @Assertion("10.3")
    void committingWithoutATransactionIsRefused() {
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(context::rollback).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    @Assertion("10.3")
    void aSubscriptionThatIsNotThereIsNotDeleted() {
        JMSContext client = closing(factory().createContext());
        client.setClientID(newName("client"));

        assertThatThrownBy(() -> client.unsubscribe("nobody")).isInstanceOf(InvalidDestinationRuntimeException.class);
    }

    @Test
    @Assertion("6.1.6")
    void aContextTellsItsProvider() throws JMSException {
        assertThat(context.getMetaData().getJMSMajorVersion()).isGreaterThanOrEqualTo(3);
    }

    @Test
    @Assertion(value = "10.3", needs = Feature.SELECTORS)
    void whatIsNoSelectorIsRefused() {
        assertThatThrownBy(() -> context.createConsumer(queue, "n ="))
                .isInstanceOf(InvalidSelectorRuntimeException.class);
    }

    @Test
    @Assertion(value = "4.1.6", needs = Feature.BROWSERS)
    void aContextMakesBrowsers() throws JMSException {
        context.createProducer().send(queue, "1");

        assertThat(list(context.createBrowser(queue).getEnumeration())).hasSize(1);
    }

    @Test
    @Assertion(value = "6.2.2", needs = Feature.TEMPORARY_DESTINATIONS)
    void aContextMakesTemporaryDestinations() {
        Queue temporary = context.createTemporaryQueue();
        context.createProducer().send(temporary, "1");

        assertThat(context.createConsumer(temporary).receiveBody(String.class, SOON_MS))
                .isEqualTo("1");
        assertThat(context.createTemporaryTopic()).isNotNull();
    }

    @Test
    @Assertion(value = "8.3.2", needs = Feature.SHARED_SUBSCRIPTIONS)
    void aContextMakesSharedConsumers() {
        Topic topic = context.createTopic(newName("topic"));
        JMSConsumer plain = context.createSharedConsumer(topic, newName("shared"));
        JMSConsumer durable = context.createSharedDurableConsumer(topic, newName("shared"));
        context.createProducer().send(topic, "1");

        assertThat(plain.receiveBody(String.class, SOON_MS)).isEqualTo("1");
        assertThat(durable.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @Test
    @Assertion(value = "6.2.7", needs = Feature.TRANSACTIONS)
    void aTransactedContextCommitsAndRollsBack() throws JMSException {
        JMSContext transacted = closing(factory().createContext(JMSContext.SESSION_TRANSACTED));
        transacted.createProducer().send(queue, "lost");
        transacted.rollback();
        transacted.createProducer().send(queue, "kept");
        transacted.commit();

        assertThat(context.createConsumer(queue).receiveBody(String.class, SOON_MS))
                .isEqualTo("kept");
        assertThat(transacted.getTransacted()).isTrue();
    }
}
