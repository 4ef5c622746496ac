package io.replaymq.jms.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.jms.JmsXaConnectionFactory;
import io.replaymq.jms.destination.JmsDestination;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XATopicConnection;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other providers' applications write into {@code jndi.properties}, and where else factories and destinations are kept. */
class SpellingTest {
    @TempDir
    Path directory;

    @SuppressWarnings("JdkObsolete") // InitialContext takes nothing else
    private static Context context(Map<String, String> properties) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>(properties);
        environment.put(Context.INITIAL_CONTEXT_FACTORY, ReplayMQInitialContextFactory.class.getName());
        return new InitialContext(environment);
    }

    @Test
    void factoriesOfOneDomainAndOfTransactionsAreThereByTheirUsualNames() throws Exception {
        Context context = context(Map.of(Context.PROVIDER_URL, "replaymq://there:1"));

        assertThat(context.lookup("QueueConnectionFactory")).isInstanceOf(QueueConnectionFactory.class);
        assertThat(context.lookup("TopicConnectionFactory")).isInstanceOf(TopicConnectionFactory.class);
        assertThat(context.lookup("XAConnectionFactory"))
                .hasToString("JmsXaConnectionFactory[JmsConnectionFactory[replaymq://there:1]]");
    }

    @Test
    void artemisSaysInTheUrlWhichFactoryItIs() throws Exception {
        Context context = context(Map.of(
                "connectionFactory.xa", "replaymq://there:1?type=XA_CF&jms.prefetch=1",
                "connectionFactory.queues", "replaymq://there:1?type=QUEUE_CF"));

        assertThat(context.lookup("xa"))
                .hasToString("JmsXaConnectionFactory[JmsConnectionFactory[replaymq://there:1?jms.prefetch=1]]");
        assertThat(context.lookup("queues")).hasToString("JmsConnectionFactory[replaymq://there:1]");
        refused("did you mean 'XA_CF'?", Map.of("connectionFactory.xa", "replaymq://there:1?type=XACF"));
        refused("twice", Map.of("connectionFactory.xa", "replaymq://there:1?type=CF&type=CF"));
    }

    @Test
    void classicGivesAFactoryAUrlOfItsOwn() throws Exception {
        Context context = context(Map.of(
                Context.PROVIDER_URL,
                "replaymq://there:1",
                "connectionFactoryNames",
                "one, two",
                "connection.two.brokerURL",
                "replaymq://two:1",
                "connection.ConnectionFactory.brokerURL",
                "replaymq://three:1"));

        assertThat(context.lookup("one")).hasToString("JmsConnectionFactory[replaymq://there:1]");
        assertThat(context.lookup("two")).hasToString("JmsConnectionFactory[replaymq://two:1]");
        assertThat(context.lookup("ConnectionFactory")).hasToString("JmsConnectionFactory[replaymq://three:1]");
        refused("connection.tow.brokerURL", Map.of("connectionFactoryNames", "two", "connection.tow.brokerURL", "x"));
    }

    @Test
    void qpidGivesAFactoryOptionsInPropertiesOfTheirOwn() throws Exception {
        Context context = context(Map.of(
                "connectionfactory.cf", "replaymq://there:1",
                "property.connectionfactory.cf.clientId", "a b"));

        assertThat(context.lookup("cf")).hasToString("JmsConnectionFactory[replaymq://there:1?jms.clientId=a+b]");
        refused(
                "did you mean 'jms.clientId'?",
                Map.of("connectionfactory.cf", "replaymq://h:1", "property.connectionfactory.cf.clientIt", "x"));
        refused("property.connectionfactory.fc.clientId", Map.of("property.connectionfactory.fc.clientId", "x"));
    }

    @Test
    void variablesAreExpanded() throws Exception {
        System.setProperty("SpellingTest.port", "1234");
        Context context = context(Map.of(
                "host",
                "there",
                Context.PROVIDER_URL,
                "replaymq://${host}:${SpellingTest.port}",
                "queue.a",
                "${no such thing:-orders-${host}}",
                "topic.b",
                "$${host}",
                "queue.c",
                "${PATH:-}${no such thing:-}x"));

        assertThat(context.lookup("ConnectionFactory")).hasToString("JmsConnectionFactory[replaymq://there:1234]");
        assertThat(context.lookup("a")).isEqualTo(JmsDestination.queue("orders-there"));
        assertThat(context.lookup("b")).isEqualTo(JmsDestination.topic("${host}"));
        assertThat(context.lookup("c")).isEqualTo(JmsDestination.queue(System.getenv("PATH") + "x"));
    }

    @Test
    void aVariableWithoutAValueIsRefused() {
        refused("'no such thing'", Map.of("queue.a", "${no such thing}"));
        refused("does not end", Map.of("queue.a", "${host"));
        refused("does one need itself", Map.of("a", "${b}", "b", "${a}", "queue.a", "${a}"));
    }

    @Test
    void theProviderUrlCanBeAFileOfProperties() throws Exception {
        Path file = directory.resolve("some.properties");
        Files.writeString(file, """
                java.naming.provider.url=replaymq://there:${port}
                queue.orders=orders of ${port}
                other=thing
                """);

        for (String location : List.of(file.toString(), file.toUri().toString())) {
            Context context = context(Map.of(Context.PROVIDER_URL, location, "port", "17", "topic.t", "t"));
            assertThat(context.lookup("ConnectionFactory")).hasToString("JmsConnectionFactory[replaymq://there:17]");
            assertThat(context.lookup("orders")).isEqualTo(JmsDestination.queue("orders of 17"));
            assertThat(context.lookup("t")).isEqualTo(JmsDestination.topic("t"));
        }
    }

    @Test
    void aFileThatIsNotThereOrSaysOtherwiseIsRefused() throws Exception {
        Path file = directory.resolve("some.properties");
        refused("cannot be read", Map.of(Context.PROVIDER_URL, file.toString()));
        Files.writeString(file, "queue.orders=these");
        refused("queue.orders is given twice", Map.of(Context.PROVIDER_URL, file.toString(), "queue.orders", "those"));
        Files.writeString(file, "queue.orders=\\u00zz");
        refused("cannot be read", Map.of(Context.PROVIDER_URL, file.toString()));
        refused("http://", Map.of(Context.PROVIDER_URL, "http://there/some.properties"));
    }

    @Test
    void directoriesKeepReferencesOfOneString() throws Exception {
        for (Object each : List.of(
                JmsConnectionFactory.of("replaymq://there:1?jms.prefetch=1"),
                JmsXaConnectionFactory.of("replaymq://there:1"),
                JmsDestination.queue("orders"),
                JmsDestination.topic("prices of today"))) {
            Reference reference = ((Referenceable) each).getReference();

            Object again = NamingManager.getObjectInstance(reference, null, null, null);

            assertThat(reference.size()).isEqualTo(1);
            assertThat(again).hasSameClassAs(each).hasToString(each.toString());
        }
    }

    @Test
    void referencesThatSayOtherThingsAreRefused() {
        String factory = ReplayMQObjectFactory.class.getName();
        Reference empty = new Reference("x", factory, null);
        Reference unknown = new Reference("x", new StringRefAddr("class", "x"), factory, null);
        Reference wrong = new Reference("x", new StringRefAddr("url", "ldap://there"), factory, null);
        Reference nameless = new Reference("x", new StringRefAddr("queue", ""), factory, null);

        for (Reference each : List.of(empty, unknown, wrong, nameless)) {
            assertThatThrownBy(() -> new ReplayMQObjectFactory().getObjectInstance(each, null, null, null))
                    .isInstanceOf(NamingException.class);
        }
    }

    @Test
    void whatIsNoReferenceOfOursIsSomebodyElses() throws Exception {
        ReplayMQObjectFactory factory = new ReplayMQObjectFactory();

        assertThat(factory.getObjectInstance("text", null, null, null)).isNull();
        assertThat(factory.getObjectInstance(new Reference("x", "other", null), null, null, null))
                .isNull();
    }

    @Test
    void destinationsAreSerializedByName() throws Exception {
        for (Object each : List.of(JmsDestination.queue("orders"), JmsDestination.topic("prices"))) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                out.writeObject(each);
            }
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                assertThat(in.readObject()).isEqualTo(each);
            }
        }
    }

    @Test
    void distributedTransactionsHaveConnectionsOfEveryKind() throws Exception {
        JmsXaConnectionFactory xa = JmsXaConnectionFactory.of("replaymq:vm?data=" + directory);

        try (XAConnection any = xa.createXAConnection("u", "p");
                XAQueueConnection queues = xa.createXAQueueConnection();
                XATopicConnection topics = xa.createXATopicConnection();
                XAJMSContext context = xa.createXAContext()) {
            assertThat(any.createXASession().getTransacted()).isTrue();
            assertThat(queues.createXAQueueSession().getQueueSession()).isNotNull();
            assertThat(topics.createXATopicSession().getTopicSession()).isNotNull();
            assertThat(context.getXAResource()).isNotNull();
        }
    }

    private static void refused(String because, Map<String, String> properties) {
        assertThatThrownBy(() -> context(properties))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(because);
    }
}
