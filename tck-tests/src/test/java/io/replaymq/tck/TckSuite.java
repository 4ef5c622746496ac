package io.replaymq.tck;

import io.replaymq.tck.provider.ProviderLifecycle;
import io.replaymq.tck.provider.Providers;
import io.replaymq.tck.provider.RunningProvider;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A suite of assertions that every provider must meet. Each test has destinations of its own and a started connection. */
@ParameterizedClass(name = "{0}")
@EnumSource(Providers.class)
abstract class TckSuite {
    /** Long enough that what does not come by then never will. */
    static final long SOON_MS = 10_000;

    /** Long enough to notice what comes although it should not. */
    static final long MOMENT_MS = 150;

    @Parameter
    Providers provider;

    @RegisterExtension
    final ProviderLifecycle lifecycle = new ProviderLifecycle(() -> provider, started -> running = started);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private RunningProvider running;
    Connection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = openConnection();
        connection.start();
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    ConnectionFactory factory() {
        return running.factory();
    }

    Connection openConnection() throws JMSException {
        return closing(factory().createConnection());
    }

    /** Closes it after the test, before what was opened before it. */
    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Skips the reference where it is known to do otherwise; the reason says how, and what the specification says. */
    void exceptTheReference(String becauseIt) {
        Assumptions.assumeFalse(provider == Providers.ARTEMIS, () -> "the reference " + becauseIt);
    }

    Session autoSession() throws JMSException {
        return connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    static Queue newQueue(Session session) throws JMSException {
        return session.createQueue("queue-" + UUID.randomUUID());
    }

    static Topic newTopic(Session session) throws JMSException {
        return session.createTopic("topic-" + UUID.randomUUID());
    }

    static List<Object> names(Enumeration<?> names) {
        return new ArrayList<>(Collections.list(names));
    }

    static String newName(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    /** Sends a message to a new queue and receives it. */
    Message throughAQueue(Session session, Message message) throws JMSException {
        Queue queue = newQueue(session);
        session.createProducer(queue).send(message);
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return consumer.receive(SOON_MS);
        }
    }

    static void sendTexts(Session session, jakarta.jms.Destination to, String... texts) throws JMSException {
        for (String each : texts) {
            session.createProducer(to).send(session.createTextMessage(each));
        }
    }

    /** The texts of the next messages; shorter if they do not come. */
    static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (Message next = consumer.receive(SOON_MS); next != null; next = consumer.receive(SOON_MS)) {
            texts.add(((TextMessage) next).getText());
            if (texts.size() == count) {
                return texts;
            }
        }
        return texts;
    }
}
