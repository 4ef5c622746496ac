package io.replaymq.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.Applicability;
import io.replaymq.tck.provider.ProviderLifecycle;
import io.replaymq.tck.provider.Providers;
import io.replaymq.tck.provider.RunningProvider;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * A suite of assertions that every provider must meet. Each test has a connection of its own, started, which is made when it is first
 * asked for, and destinations with names that nobody else has.
 */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(SuiteProviders.class)
public abstract class AssertionSuite {
    /** Long enough that what does not come by then never will. */
    public static final long SOON_MS = 50_000;

    /** How long to look where the specification gives no other way to see that nothing comes. */
    public static final long MOMENT_MS = 50;

    @Parameter
    private Providers provider;

    @RegisterExtension
    final ProviderLifecycle lifecycle = new ProviderLifecycle(() -> provider, started -> running = started);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private RunningProvider running;
    private Connection connection;
    private Session session;

    @BeforeEach
    void skipWhatDoesNotApply(TestInfo test) {
        Applicability applies =
                Applicability.of(getClass(), test.getTestMethod().orElseThrow());
        Optional<String> skipped = provider.isReference() ? applies.exceptTheReference() : applies.exceptOurs();
        Assumptions.assumeTrue(skipped.isEmpty(), () -> skipped.orElseThrow());
        Assumptions.assumeTrue(
                provider != Providers.TCP_RESTARTED || applies.acrossRestart(), "says nothing about a restart");
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    /** What this test is run against. */
    protected final Providers provider() {
        return provider;
    }

    /** Here the server may be restarted, which nobody may notice. */
    protected final void restartHere() {
        if (provider == Providers.TCP_RESTARTED) {
            running.restart().run();
        }
    }

    protected final RunningProvider running() {
        return running;
    }

    protected final ConnectionFactory factory() {
        return running.factory();
    }

    /** The connection of this test, started. */
    protected final Connection connection() throws JMSException {
        if (connection == null) {
            connection = openConnection();
            connection.start();
        }
        return connection;
    }

    /** The session of this test, which acknowledges automatically. */
    protected final Session session() throws JMSException {
        if (session == null) {
            session = session(Session.AUTO_ACKNOWLEDGE);
        }
        return session;
    }

    /** Another session of the connection. */
    protected final Session session(int mode) throws JMSException {
        return connection().createSession(mode);
    }

    /** Another connection, stopped. */
    protected final Connection openConnection() throws JMSException {
        return closing(factory().createConnection());
    }

    /** Another connection, with a client identifier and started. */
    protected final Connection openClient(String id) throws JMSException {
        Connection client = openConnection();
        client.setClientID(id);
        client.start();
        return client;
    }

    /** Closes it after the test, before what was opened before it. */
    protected final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    protected static String newName(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** A queue that nobody else uses. */
    protected final Queue newQueue() throws JMSException {
        return session().createQueue(newName("queue"));
    }

    /** A topic that nobody else uses. */
    protected final Topic newTopic() throws JMSException {
        return session().createTopic(newName("topic"));
    }

    /** Sends text messages, one after the other. */
    protected final void send(Destination to, String... texts) throws JMSException {
        try (MessageProducer producer = session().createProducer(to)) {
            for (String each : texts) {
                producer.send(session().createTextMessage(each));
            }
        }
    }

    /** The next message, which must come. */
    protected static Message next(MessageConsumer consumer) throws JMSException {
        Message message = consumer.receive(SOON_MS);
        assertThat(message).as("the next message").isNotNull();
        return message;
    }

    /** The text of the next message, which must come. */
    protected static String nextText(MessageConsumer consumer) throws JMSException {
        return next(consumer).getBody(String.class);
    }

    /** The texts of the next messages, which must come. */
    protected static List<String> nextTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            texts.add(nextText(consumer));
        }
        return texts;
    }

    /** The texts that come to any of these consumers, which are asked without waiting. */
    protected static List<String> nextTextsOfAny(List<MessageConsumer> consumers, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        long deadlineMs = System.currentTimeMillis() + SOON_MS;
        while (texts.size() < count && System.currentTimeMillis() < deadlineMs) {
            for (MessageConsumer each : consumers) {
                Message message = each.receiveNoWait();
                if (message != null) {
                    texts.add(message.getBody(String.class));
                }
            }
        }
        return texts;
    }

    /** Asserts that a queue holds nothing: what is sent to it now comes first. */
    protected final void assertNothingIsLeftIn(Queue queue) throws JMSException {
        send(queue, "marker");
        try (Session other = session(Session.AUTO_ACKNOWLEDGE)) {
            assertThat(nextText(other.createConsumer(queue))).isEqualTo("marker");
        }
    }

    /** Asserts that nothing waits for this consumer: what is sent to its destination now comes first. */
    protected final void assertNothingWaitsFor(MessageConsumer consumer, Destination of) throws JMSException {
        send(of, "marker");
        assertThat(nextText(consumer)).isEqualTo("marker");
    }

    /** Sends a message to a new queue and receives it. */
    protected final Message throughAQueue(Message message) throws JMSException {
        Queue queue = newQueue();
        session().createProducer(queue).send(message);
        restartHere();
        return next(session().createConsumer(queue));
    }

    protected static List<Object> list(Enumeration<?> elements) {
        return new ArrayList<>(Collections.list(elements));
    }
}
