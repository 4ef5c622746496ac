package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SimpleMessageListenerContainer;

/** Spring's listener containers. */
class SpringListenerTest extends WildSuite {
    private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();
    private JmsTemplate template;
    private String queue;

    /** Each with three consumers. */
    enum Container {
        DEFAULT {
            @Override
            AbstractMessageListenerContainer create() {
                DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
                container.setConcurrency("3-3");
                container.setReceiveTimeout(50); // which is how long it takes to stop
                return container;
            }
        },

        SIMPLE {
            @Override
            AbstractMessageListenerContainer create() {
                SimpleMessageListenerContainer container = new SimpleMessageListenerContainer();
                container.setConcurrency("3-3");
                return container;
            }
        };

        abstract AbstractMessageListenerContainer create();
    }

    @BeforeEach
    void open() {
        CachingConnectionFactory caching = new CachingConnectionFactory(factory());
        closing(caching::destroy);
        template = new JmsTemplate(caching);
        queue = newName("queue");
    }

    @ParameterizedTest
    @EnumSource
    void goesOnListeningAfterARestart(Container kind) throws Exception {
        start(container(kind, queue, message -> arrivals.add(text(message))));

        send(queue, "before", 50);
        Set<String> received = new HashSet<>(next(arrivals, 1));
        restartTheServer();
        send(queue, "after", 50);

        while (received.size() < 100) {
            received.add(next(arrivals)); // what was not acknowledged yet may come twice
        }
        assertThat(received).contains("before-0", "before-49", "after-0", "after-49");
    }

    @ParameterizedTest
    @EnumSource
    void deliversAgainWhatTheListenerThrewOn(Container kind) throws Exception {
        AbstractMessageListenerContainer container = container(kind, queue, message -> {
            arrivals.add(text(message) + " " + deliveries(message));
            if (!message.getJMSRedelivered()) {
                throw new IllegalStateException("as the test wants it");
            }
        });
        container.setSessionAcknowledgeMode(Session.CLIENT_ACKNOWLEDGE);
        start(container);

        template.convertAndSend(queue, "refused once");

        assertThat(next(arrivals, 2)).containsExactly("refused once 1", "refused once 2");
    }

    @ParameterizedTest
    @EnumSource
    void keepsADurableSubscriptionWhileItIsStopped(Container kind) throws Exception {
        String topic = newName("topic");
        template.setPubSubDomain(true);
        String client = newName("client");
        try (JMSContext subscribing = factory().createContext()) {
            subscribing.setClientID(client);
            subscribing
                    .createDurableConsumer(subscribing.createTopic(topic), "archive")
                    .close();
        }
        AbstractMessageListenerContainer first = durable(kind, topic, client);
        start(first);
        template.convertAndSend(topic, "while it listens");
        assertThat(next(arrivals)).isEqualTo("while it listens");
        first.destroy();

        template.convertAndSend(topic, "while nobody listens");
        restartTheServer();
        start(durable(kind, topic, client));

        assertThat(next(arrivals)).isEqualTo("while nobody listens");
    }

    @Test
    void sharesASubscriptionAmongItsConsumers() throws Exception {
        String topic = newName("topic");
        template.setPubSubDomain(true);
        AbstractMessageListenerContainer container =
                container(Container.DEFAULT, topic, message -> arrivals.add(text(message)));
        container.setSubscriptionShared(true);
        container.setSubscriptionDurable(true);
        container.setSubscriptionName("shared");
        template.convertAndSend(topic, "before the subscription");
        try (JMSContext first = factory().createContext()) {
            first.createSharedDurableConsumer(first.createTopic(topic), "shared")
                    .close();
        }

        send(topic, "message", 15);
        start(container);
        send(topic, "further", 15);

        assertThat(next(arrivals, 30)).doesNotHaveDuplicates().doesNotContain("before the subscription");
    }

    @Test
    void selectsWithSeveralConsumersThatComeAndGo() throws Exception {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConcurrency("1-4");
        container.setMaxMessagesPerTask(1);
        container.setReceiveTimeout(10); // so that consumers and tasks are made and given up all the time
        container.setCacheLevel(DefaultMessageListenerContainer.CACHE_SESSION);
        container.setMessageSelector("region = 'north'");
        configure(container, queue, message -> arrivals.add(text(message)));
        start(container);

        for (int i = 0; i < 40; i++) {
            String region = i % 2 == 0 ? "north" : "south";
            template.convertAndSend(queue, region + "-" + i, message -> {
                message.setStringProperty("region", region);
                return message;
            });
        }

        List<String> received = next(arrivals, 20);
        assertThat(received).allMatch(each -> each.startsWith("north")).doesNotHaveDuplicates();
    }

    private AbstractMessageListenerContainer durable(Container kind, String topic, String client) {
        AbstractMessageListenerContainer container = container(kind, topic, message -> arrivals.add(text(message)));
        if (container instanceof DefaultMessageListenerContainer many) {
            many.setConcurrency("1-1"); // a durable subscription that is not shared has one consumer
        } else {
            ((SimpleMessageListenerContainer) container).setConcurrency("1-1");
        }
        container.setSubscriptionDurable(true);
        container.setDurableSubscriptionName("archive");
        container.setClientId(client);
        return container;
    }

    private AbstractMessageListenerContainer container(Container kind, String destination, Reading listener) {
        AbstractMessageListenerContainer container = kind.create();
        configure(container, destination, listener);
        return container;
    }

    private void configure(AbstractMessageListenerContainer container, String destination, Reading listener) {
        container.setConnectionFactory(factory());
        container.setDestinationName(destination);
        container.setPubSubDomain(template.isPubSubDomain());
        container.setMessageListener((MessageListener) listener);
        container.setErrorHandler(error -> {});
    }

    private void start(AbstractMessageListenerContainer container) {
        container.afterPropertiesSet();
        closing(container::destroy);
        container.start();
    }

    private void send(String destination, String prefix, int count) {
        for (int i = 0; i < count; i++) {
            template.convertAndSend(destination, prefix + "-" + i);
        }
    }

    /** A listener that may fail as messages do. */
    private interface Reading extends MessageListener {
        void read(Message message) throws JMSException;

        @Override
        default void onMessage(Message message) {
            try {
                read(message);
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String text(Message message) throws JMSException {
        return ((TextMessage) message).getText();
    }

    private static int deliveries(Message message) throws JMSException {
        return message.getIntProperty("JMSXDeliveryCount");
    }
}
