package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's transactions: its own manager, and listener containers with transacted sessions. */
class SpringTransactionTest extends WildSuite {
    private static final int MESSAGES = 40;

    private ConnectionFactory caching;
    private JmsTemplate template;
    private TransactionTemplate transaction;
    private String in;
    private String out;

    @BeforeEach
    void open() {
        CachingConnectionFactory connections = new CachingConnectionFactory(factory());
        connections.setCacheConsumers(false); // one that is put by with its session would keep what it has prefetched
        closing(connections::destroy);
        caching = connections;
        template = new JmsTemplate(caching);
        template.setSessionTransacted(true);
        template.setReceiveTimeout(PATIENCE.toMillis());
        transaction = new TransactionTemplate(new JmsTransactionManager(caching));
        in = newName("in");
        out = newName("out");
    }

    @Test
    void commitsWhatWasSentAndReceivedTogetherAndRollsBackTogether() {
        template.convertAndSend(in, "one");
        transaction.executeWithoutResult(status -> {
            assertThat(template.receiveAndConvert(in)).isEqualTo("one");
            template.convertAndSend(out, "rolled back");
            status.setRollbackOnly();
        });

        transaction.executeWithoutResult(status -> {
            assertThat(template.receiveAndConvert(in)).isEqualTo("one");
            template.convertAndSend(out, "committed");
        });

        assertThat(template.receiveAndConvert(out)).isEqualTo("committed");
    }

    @Test
    void commitsAcrossARestart() {
        transaction.executeWithoutResult(status -> {
            template.convertAndSend(out, "before");
            restartTheServer();
            template.convertAndSend(out, "after");
        });

        assertThat(template.receiveAndConvert(out)).isEqualTo("before");
        assertThat(template.receiveAndConvert(out)).isEqualTo("after");
    }

    /** With the container's own transactions, and with Spring's manager. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aContainerMovesEachMessageOnceAlthoughItsListenerThrowsAndTheServerIsRestarted(boolean managed) {
        Set<String> refused = Collections.synchronizedSet(new HashSet<>());
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(caching);
        container.setDestinationName(in);
        container.setSessionTransacted(true);
        if (managed) {
            container.setTransactionManager(new JmsTransactionManager(caching));
        }
        container.setConcurrency("2-2");
        container.setReceiveTimeout(50);
        container.setErrorHandler(error -> {});
        container.setMessageListener((MessageListener) message -> {
            String text = textOf((TextMessage) message);
            template.convertAndSend(out, text);
            if (refused.add(text)) {
                throw new IllegalStateException("as the test wants it");
            }
        });
        container.afterPropertiesSet();
        closing(container::destroy);
        container.start();

        List<String> moved = new ArrayList<>();
        IntStream.range(0, MESSAGES / 2).forEach(this::send);
        moved.add((String) template.receiveAndConvert(out));
        restartTheServer();
        IntStream.range(MESSAGES / 2, MESSAGES).forEach(this::send);
        while (moved.size() < MESSAGES) {
            moved.add((String) template.receiveAndConvert(out));
        }

        assertThat(moved)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(0, MESSAGES)
                        .mapToObj(SpringTransactionTest::name)
                        .toList());
    }

    private void send(int number) {
        template.convertAndSend(in, name(number));
    }

    private static String name(int number) {
        return "message-" + number;
    }

    private static String textOf(TextMessage message) {
        try {
            return message.getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
