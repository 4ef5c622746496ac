package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not there yet is refused by name, never ignored. {@code docs/jms.md}. The reference provider has it. */
class RefusalTest extends TckSuite {
    @BeforeEach
    void ours() {
        exceptTheReference("has what ours refuses");
    }

    @Test
    void transactionsAreRefused() throws JMSException {
        refused("transacted", () -> connection.createSession(true, Session.SESSION_TRANSACTED));
        refused("transacted", () -> factory().createContext(JMSContext.SESSION_TRANSACTED));
        assertThatThrownBy(() -> autoSession().commit()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void selectorsAndNoLocalAreRefused() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);

        refused("selectors", () -> session.createConsumer(topic, "n > 1"));
        refused("selectors", () -> session.createDurableConsumer(topic, "s", "n > 1", false));
        refused("noLocal", () -> session.createConsumer(topic, null, true));
        session.createConsumer(topic, "").close();
    }

    @Test
    void sharedSubscriptionsAreRefused() throws JMSException {
        Session session = autoSession();
        Topic topic = newTopic(session);

        refused("shared", () -> session.createSharedConsumer(topic, "s"));
        refused("shared", () -> session.createSharedDurableConsumer(topic, "s"));
    }

    @Test
    void browsersAndTemporaryDestinationsAreRefused() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);

        refused("browsers", () -> session.createBrowser(queue));
        refused("temporary", session::createTemporaryQueue);
        refused("temporary", session::createTemporaryTopic);
    }

    @Test
    void deliveryDelayIsRefused() throws JMSException {
        MessageProducer producer = autoSession().createProducer(null);

        refused("delay", () -> producer.setDeliveryDelay(1));
        refused("delay", () -> factory().createContext().createProducer().setDeliveryDelay(1));
        producer.setDeliveryDelay(0);
    }

    @Test
    void objectsAreNotReadWithoutAnAllowList() throws JMSException {
        Session session = autoSession();

        ObjectMessage received = (ObjectMessage) throughAQueue(session, session.createObjectMessage("text"));

        assertThatThrownBy(received::getObject)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("jms.deserialization.allow");
    }

    @Test
    void theMetadataClaimWhatIsThere() throws JMSException {
        Connection any = connection;

        assertThat(any.getMetaData().getJMSVersion()).isEqualTo("3.1");
        assertThat(any.getMetaData().getJMSProviderName()).isEqualTo("ReplayMQ");
        assertThat(names(any.getMetaData().getJMSXPropertyNames()))
                .containsExactlyInAnyOrder("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");
    }

    private static void refused(String feature, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfAny(JMSException.class, JMSRuntimeException.class)
                .hasMessageContaining(feature)
                .hasMessageContaining("docs/jms.md");
    }
}
