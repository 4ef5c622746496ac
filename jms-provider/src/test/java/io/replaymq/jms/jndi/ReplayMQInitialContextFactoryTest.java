package io.replaymq.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.ConnectionFactory;
import java.util.Collections;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.OperationNotSupportedException;
import org.junit.jupiter.api.Test;

class ReplayMQInitialContextFactoryTest {
    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    private static Context context(Map<String, String> properties) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>(properties);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ReplayMQInitialContextFactory.class.getName());
        return new InitialContext(environment);
    }

    @Test
    void findsWhatThePropertiesDescribe() throws Exception {
        Context context = context(Map.of(
                Context.PROVIDER_URL,
                "replaymq://there:1234",
                "connectionFactory.other",
                "replaymq:vm",
                "queue.jms/orders",
                "orders",
                "topic.prices",
                "prices of today"));

        assertThat(context.lookup("ConnectionFactory"))
                .isInstanceOf(ConnectionFactory.class)
                .hasToString("JmsConnectionFactory[replaymq://there:1234]");
        assertThat(context.lookup("other")).hasToString("JmsConnectionFactory[replaymq:vm]");
        assertThat(context.lookup("jms/orders")).isEqualTo(JmsDestination.queue("orders"));
        assertThat(context.lookup("prices")).isEqualTo(JmsDestination.topic("prices of today"));
        assertThat(Collections.list(context.list(""))).hasSize(7);
    }

    @Test
    void understandsTheFactoryKeysOfOtherProviders() throws Exception {
        Context context = context(Map.of(
                Context.PROVIDER_URL,
                "replaymq://there:1234",
                "connectionFactory.artemis",
                "replaymq://a:1",
                "connectionfactory.qpid",
                "replaymq://q:1",
                "connectionFactoryNames",
                "QueueCF, jms/TopicCF"));

        assertThat(context.lookup("artemis")).hasToString("JmsConnectionFactory[replaymq://a:1]");
        assertThat(context.lookup("qpid")).hasToString("JmsConnectionFactory[replaymq://q:1]");
        assertThat(context.lookup("QueueCF")).hasToString("JmsConnectionFactory[replaymq://there:1234]");
        assertThat(context.lookup("jms/TopicCF")).hasToString("JmsConnectionFactory[replaymq://there:1234]");
        assertThat(context.lookup("ConnectionFactory")).hasToString("JmsConnectionFactory[replaymq://there:1234]");
    }

    @Test
    void refusesANameThatTwoPropertiesDescribe() {
        assertThatThrownBy(() -> context(Map.of("queue.orders", "orders", "topic.orders", "orders")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("'orders' is described twice: by queue.orders and topic.orders");
        assertThatThrownBy(() -> context(Map.of("connectionFactoryNames", "one,,two")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("connectionFactoryNames");
    }

    @Test
    void findsAnyDestinationByItsDynamicName() throws Exception {
        Context context = context(Map.of());

        assertThat(context.lookup("dynamicQueues/a/b")).isEqualTo(JmsDestination.queue("a/b"));
        assertThat(context.lookup("dynamicTopics/x")).isEqualTo(JmsDestination.topic("x"));
    }

    @Test
    void saysWhatThereIsWhenANameIsNotFound() throws Exception {
        Context context = context(Map.of("queue.orders", "orders"));

        assertThatThrownBy(() -> context.lookup("order"))
                .isInstanceOf(NameNotFoundException.class)
                .hasMessageContaining("'order'")
                .hasMessageContaining(
                        "ConnectionFactory, QueueConnectionFactory, TopicConnectionFactory, XAConnectionFactory, orders");
    }

    @Test
    void refusesUrlsOfOtherSchemesAndUnknownOptions() {
        for (String url :
                new String[] {"ldap://evil/x", "tcp://localhost:61616", "replaymq://h:1?jms.x=1", "replaymq://h:1?x=1"
                }) {
            assertThatThrownBy(() -> context(Map.of("connectionFactory.cf", url)))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("connectionFactory.cf");
        }
    }

    @Test
    void cannotBeWrittenTo() throws Exception {
        Context context = context(Map.of());

        assertThatThrownBy(() -> context.bind("x", "y")).isInstanceOf(OperationNotSupportedException.class);
        assertThatThrownBy(() -> context.unbind("ConnectionFactory"))
                .isInstanceOf(OperationNotSupportedException.class);
    }
}
