package io.replaymq.tck.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import jakarta.jms.XATopicSession;
import java.util.Map;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/** The objects through which an application server takes part in distributed transactions. */
@Needs({Feature.TRANSACTIONS, Feature.DISTRIBUTED_TRANSACTIONS})
class XaSessionTest extends XaSuite {
    private XAJMSContext xaContext() throws Exception {
        return closing(xaFactory().createXAContext());
    }

    @Test
    @Assertion("11.3.1")
    void theFactoryIsFound() throws Exception {
        assertThat(running().jndi(Map.of()).lookup("XAConnectionFactory")).isInstanceOf(XAConnectionFactory.class);
    }

    @Test
    @Assertion("11.3.2")
    void aConnectionAlsoMakesSessionsOfItsOwn() throws Exception {
        Queue queue = newQueue();
        Connection connection = xaConnection();
        Session plain = connection.createSession(Session.AUTO_ACKNOWLEDGE);

        assertThat(plain.getTransacted()).isFalse();
        plain.createProducer(queue).send(plain.createTextMessage("1"));
        assertThat(nextText(plain.createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("11.3.2")
    void aConnectionAlsoMakesTransactedSessions() throws Exception {
        Queue queue = newQueue();
        Session transacted = xaConnection().createSession(Session.SESSION_TRANSACTED);
        sendIn(transacted, queue, "1");
        transacted.commit();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("11.3.3")
    void aSessionIsTransacted() throws Exception {
        XASession session = xaSession();

        assertThat(session.getTransacted()).isTrue();
        assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThat(session.getSession()).isNotNull();
    }

    @Test
    @Assertion("11.3.3")
    void aSessionIsNotCommittedByHand() throws Exception {
        XASession session = xaSession();

        assertThatThrownBy(session::commit).isInstanceOf(TransactionInProgressException.class);
        assertThatThrownBy(session::rollback).isInstanceOf(TransactionInProgressException.class);
    }

    @Test
    @Assertion("11.3.3")
    void aSessionIsNotRecoveredByHand() throws Exception {
        XASession session = xaSession();

        assertThatThrownBy(session::recover).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("11.3.4")
    void aContextWorksInABranch() throws Exception {
        Queue queue = newQueue();
        XAJMSContext context = xaContext();
        XAResource resource = context.getXAResource();
        for (String text : new String[] {"rolled back", "committed"}) {
            BranchXid xid = newXid();
            resource.start(xid, XAResource.TMNOFLAGS);
            context.getContext().createProducer().send(queue, text);
            resource.end(xid, XAResource.TMSUCCESS);
            if (text.equals("committed")) {
                resource.commit(xid, true);
            } else {
                resource.rollback(xid);
            }
        }

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("committed");
    }

    @Test
    @Assertion("11.3.4")
    void aContextIsTransacted() throws Exception {
        XAJMSContext context = xaContext();

        assertThat(context.getTransacted()).isTrue();
        assertThat(context.getSessionMode()).isEqualTo(JMSContext.SESSION_TRANSACTED);
    }

    @Test
    @Assertion("11.3.4")
    void aContextIsNotCommittedByHand() throws Exception {
        XAJMSContext context = xaContext();

        assertThatThrownBy(context::commit).isInstanceOf(TransactionInProgressRuntimeException.class);
        assertThatThrownBy(context::rollback).isInstanceOf(TransactionInProgressRuntimeException.class);
    }

    @Test
    @Assertion(value = "11.3.3", needs = Feature.DOMAIN_INTERFACES)
    void aSessionOfQueuesWorksInABranch() throws Exception {
        Queue queue = newQueue();
        XAQueueConnection connection = closing(((XAQueueConnectionFactory) xaFactory()).createXAQueueConnection());
        connection.start();
        XAQueueSession session = connection.createXAQueueSession();
        QueueSession of = session.getQueueSession();
        BranchXid xid = newXid();
        session.getXAResource().start(xid, XAResource.TMNOFLAGS);
        of.createSender(queue).send(of.createTextMessage("1"));
        session.getXAResource().end(xid, XAResource.TMSUCCESS);
        session.getXAResource().commit(xid, true);

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion(value = "11.3.3", needs = Feature.DOMAIN_INTERFACES)
    void aSessionOfTopicsWorksInABranch() throws Exception {
        Topic topic = newTopic();
        XATopicConnection connection = closing(((XATopicConnectionFactory) xaFactory()).createXATopicConnection());
        connection.start();
        XATopicSession session = connection.createXATopicSession();
        TopicSession of = session.getTopicSession();
        TopicSubscriber subscriber = of.createSubscriber(topic);
        send(topic, "1");
        BranchXid xid = newXid();
        session.getXAResource().start(xid, XAResource.TMNOFLAGS);
        nextText(subscriber);
        session.getXAResource().end(xid, XAResource.TMSUCCESS);
        session.getXAResource().rollback(xid);

        BranchXid again = newXid();
        session.getXAResource().start(again, XAResource.TMNOFLAGS);
        assertThat(nextText(subscriber)).isEqualTo("1");
        session.getXAResource().end(again, XAResource.TMSUCCESS);
        session.getXAResource().commit(again, true);
    }

    @Test
    @Assertion("11.3.2")
    void aClosedConnectionMakesNoSessions() throws Exception {
        XAConnection connection = xaConnection();
        connection.close();

        assertThatThrownBy(connection::createXASession).isInstanceOf(IllegalStateException.class);
    }
}
