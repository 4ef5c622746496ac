package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is not there yet is refused by name, never ignored. {@code docs/jms.md}. The reference provider has it. */
class RefusalTest extends TckSuite {
    @BeforeEach
    void ours() {
        exceptTheReference("has what ours refuses");
    }

    @Test
    void objectsAreNotReadWithoutAnAllowList() throws Exception {
        ConnectionFactory bare = (ConnectionFactory) running().jndi(Map.of()).lookup("ConnectionFactory");
        Connection own = closing(bare.createConnection());
        own.start();
        Session session = own.createSession();

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
}
