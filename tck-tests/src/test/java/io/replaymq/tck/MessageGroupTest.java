package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Messages of one JMSXGroupID: one consumer gets them, in order, until it is gone. */
class MessageGroupTest extends TckSuite {
    private static void send(Session session, Queue queue, String group, int sequence) throws JMSException {
        try (MessageProducer producer = session.createProducer(queue)) {
            TextMessage message = session.createTextMessage(Integer.toString(sequence));
            message.setStringProperty("JMSXGroupID", group);
            message.setIntProperty("JMSXGroupSeq", sequence);
            producer.send(message);
        }
    }

    @Test
    void eachGroupHasOneConsumerAndKeepsItsOrder() throws JMSException {
        Session sending = autoSession();
        Queue queue = newQueue(sending);
        List<MessageConsumer> consumers =
                List.of(autoSession().createConsumer(queue), autoSession().createConsumer(queue));
        for (int i = 1; i <= 5; i++) {
            for (String group : new String[] {"a", "b", "c", "d"}) {
                send(sending, queue, group, i);
            }
        }

        Map<String, List<Integer>> sequences = new LinkedHashMap<>();
        Map<String, List<MessageConsumer>> receivers = new LinkedHashMap<>();
        Awaitility.await().atMost(Duration.ofMillis(SOON_MS)).until(() -> {
            for (MessageConsumer each : consumers) {
                for (Message next = each.receiveNoWait(); next != null; next = each.receiveNoWait()) {
                    String group = next.getStringProperty("JMSXGroupID");
                    sequences
                            .computeIfAbsent(group, absent -> new ArrayList<>())
                            .add(next.getIntProperty("JMSXGroupSeq"));
                    receivers
                            .computeIfAbsent(group, absent -> new ArrayList<>())
                            .add(each);
                }
            }
            return sequences.values().stream().mapToInt(List::size).sum() >= 20;
        });

        assertThat(sequences).containsOnlyKeys("a", "b", "c", "d");
        assertThat(sequences.values()).allSatisfy(each -> assertThat(each).containsExactly(1, 2, 3, 4, 5));
        assertThat(receivers.values()).allSatisfy(each -> assertThat(each).containsOnly(each.get(0)));
    }

    @Test
    void anotherConsumerGoesOnWhereTheFirstOneLeft() throws JMSException {
        Session sending = autoSession();
        Queue queue = newQueue(sending);
        Session first = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer leaving = first.createConsumer(queue);
        send(sending, queue, "g", 1);
        send(sending, queue, "g", 2);
        assertThat(nextText(leaving)).isEqualTo("1");
        Message second = next(leaving);
        MessageConsumer other = autoSession().createConsumer(queue);
        send(sending, queue, "g", 3);
        assertThat(other.receive(MOMENT_MS)).isNull();
        second.acknowledge();
        assertThat(nextText(leaving)).isEqualTo("3");

        first.close();

        send(sending, queue, "g", 4);
        Message again = next(other);
        assertThat(again.getBody(String.class)).isEqualTo("3");
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(nextText(other)).isEqualTo("4");
    }
}
