package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.CompletionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simplified API and asynchronous sending. Jakarta Messaging 3.1, sections 2.8 and 7.3. */
class ContextTest extends TckSuite {
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void open() {
        context = closing(factory().createContext());
        queue = context.createQueue(newName("queue"));
    }

    @Test
    void bodiesAreSentAndReceivedAsObjects() {
        context.createProducer()
                .send(queue, "text")
                .send(queue, new byte[] {1, 2})
                .send(queue, Map.<String, Object>of("n", 1));
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("text");
        assertThat(consumer.receiveBody(byte[].class, SOON_MS)).containsExactly(1, 2);
        assertThat((Object) consumer.receiveBody(Map.class, SOON_MS)).isEqualTo(Map.of("n", 1));
        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
    }

    @Test
    void aBodyOfAnotherTypeLeavesTheMessageWhereItIs() {
        exceptTheReference("loses it; section 8.5.3 delivers it again before any later one");
        context.createProducer().send(queue, "text").send(queue, "next");
        JMSConsumer consumer = context.createConsumer(queue);

        assertThatThrownBy(() -> consumer.receiveBody(byte[].class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);

        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("text");
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("next");
    }

    @Test
    void theProducersFieldsAndPropertiesAreOnEveryMessage() throws Exception {
        context.createProducer()
                .setProperty("n", 5)
                .setProperty("s", "x")
                .setJMSCorrelationID("c")
                .setJMSType("t")
                .setJMSReplyTo(queue)
                .setPriority(8)
                .setTimeToLive(60_000)
                .send(queue, "1")
                .send(queue, "2");
        JMSConsumer consumer = context.createConsumer(queue);

        for (int i = 1; i <= 2; i++) {
            Message message = consumer.receive(SOON_MS);
            assertThat(message.getIntProperty("n")).isEqualTo(5);
            assertThat(message.getStringProperty("s")).isEqualTo("x");
            assertThat(message.getJMSCorrelationID()).isEqualTo("c");
            assertThat(message.getJMSType()).isEqualTo("t");
            assertThat(message.getJMSReplyTo()).isEqualTo(queue);
            assertThat(message.getJMSPriority()).isEqualTo(8);
        }
    }

    @Test
    void aConsumerStartsTheConnectionUnlessItIsTold() {
        context.createProducer().send(queue, "1");
        JMSContext manual = closing(factory().createContext());
        manual.setAutoStart(false);
        JMSConsumer consumer = manual.createConsumer(queue);

        assertThat(consumer.receive(MOMENT_MS)).isNull();
        manual.start();
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("1");
    }

    @Test
    void contextsShareAConnectionUntilTheLastIsClosed() {
        JMSContext second = context.createContext(JMSContext.CLIENT_ACKNOWLEDGE);
        context.close();

        second.createProducer().send(queue, "1");
        assertThat(second.createConsumer(queue).receiveBody(String.class, SOON_MS))
                .isEqualTo("1");
        second.acknowledge();
        second.close();
        exceptTheReference("makes producers of a closed context");
        assertThatThrownBy(second::createProducer).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void whatIsNotAcknowledgedComesAgain() throws Exception {
        JMSContext client = closing(factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE));
        client.createProducer().send(queue, "1").send(queue, "2");
        JMSConsumer consumer = client.createConsumer(queue);
        consumer.receive(SOON_MS);

        client.recover();

        assertThat(consumer.receive(SOON_MS).getJMSRedelivered()).isTrue();
        client.acknowledge();
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("2");
    }

    @Test
    void aClientIdentifierCanBeSetFirst() {
        JMSContext named = closing(factory().createContext());
        String id = newName("client");
        named.setClientID(id);

        assertThat(named.getClientID()).isEqualTo(id);
        JMSConsumer consumer = named.createDurableConsumer(named.createTopic(newName("topic")), "subscription");
        consumer.close();
        named.unsubscribe("subscription");
    }

    @Test
    void failuresAreUnchecked() {
        assertThatThrownBy(() -> context.createConsumer(null)).isInstanceOf(InvalidDestinationRuntimeException.class);
        assertThatThrownBy(() -> context.createProducer().setPriority(10)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> factory().createContext(99)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    void asynchronousSendsCompleteInOrder() throws Exception {
        BlockingQueue<String> completed = new LinkedBlockingQueue<>();
        var producer = context.createProducer().setAsync(new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.add(text(message));
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.add("failed: " + exception);
            }
        });
        List<String> sent = IntStream.range(0, 200).mapToObj(String::valueOf).toList();

        sent.forEach(each -> producer.send(queue, each));

        List<String> order = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            order.add(completed.poll(SOON_MS, TimeUnit.MILLISECONDS));
        }
        assertThat(order).isEqualTo(sent);
        JMSConsumer consumer = context.createConsumer(queue);
        List<String> received = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            received.add(consumer.receiveBody(String.class, SOON_MS));
        }
        assertThat(received).isEqualTo(sent);
    }

    private static String text(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (jakarta.jms.JMSException e) {
            return "unreadable: " + e;
        }
    }
}
