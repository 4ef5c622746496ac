package io.replaymq.jms.encoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Message;
import io.replaymq.groups.api.DeadLetter;
import io.replaymq.jms.api.AllowedClasses;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.message.SentFields;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageEncodingTest {
    private static final long NOW = 1_795_000_000_000L;

    private final ObjectReading reading = new ObjectReading(AllowedClasses.NONE);
    private final JmsDestination orders = queue("orders");
    private final MessageDecoder decoder = new MessageDecoder(orders, reading);

    @Test
    void textIsReadableAsTextByAnyReader() throws JMSException {
        Message record = MessageEncoder.encode(sent(new JmsTextMessage("Grüße")), NOW, null);

        assertThat(UTF_8.decode(record.content().value()).toString()).isEqualTo("Grüße");
        assertThat(record.content().key()).isNull();
    }

    @Test
    void theGroupIsTheKeyOfTheRecord() throws JMSException {
        JmsMessage message = sent(new JmsTextMessage("x"));
        message.setStringProperty("JMSXGroupID", "customer 7");

        Message record = MessageEncoder.encode(message, NOW, null);

        assertThat(UTF_8.decode(record.content().key()).toString()).isEqualTo("customer 7");
        assertThat(decode(record).getStringProperty("JMSXGroupID")).isEqualTo("customer 7");
    }

    @Test
    void aDeadLetterIsTheMessageThatItWasAndSaysWhereItComesFrom() throws JMSException {
        JmsMessage message = sent(new JmsTextMessage("x"));
        message.setIntProperty("amount", 7);
        Message record = MessageEncoder.encode(message, NOW, null);
        RecordContent given =
                new DeadLetter("queue.first", 0, 1, "g", "delivery limit", 3, NOW).attachedTo(record.content());
        RecordContent givenAgain = new DeadLetter("queue.orders", 2, 9, "h", "expired", 4, NOW).attachedTo(given);

        JmsMessage back = decode(new Message(NOW, givenAgain));

        assertThat(back.getBody(String.class)).isEqualTo("x");
        assertThat(back.getIntProperty("amount")).isEqualTo(7);
        assertThat(back.getStringProperty("JMS_ReplayMQ_DeadLetterTopic")).isEqualTo("queue.orders");
        assertThat(back.getLongProperty("JMS_ReplayMQ_DeadLetterPartition")).isEqualTo(2);
        assertThat(back.getLongProperty("JMS_ReplayMQ_DeadLetterOffset")).isEqualTo(9);
        assertThat(back.getStringProperty("JMS_ReplayMQ_DeadLetterGroup")).isEqualTo("h");
        assertThat(back.getStringProperty("JMS_ReplayMQ_DeadLetterReason")).isEqualTo("expired");
        assertThat(back.getLongProperty("JMS_ReplayMQ_DeadLetterDeliveries")).isEqualTo(4);
        assertThat(back.getLongProperty("JMS_ReplayMQ_DeadLetterTime")).isEqualTo(NOW);
    }

    @Test
    void headerFieldsComeBack() throws JMSException {
        JmsMessage message = sent(new JmsTextMessage("x"));
        message.setJMSCorrelationID("request 1");
        message.setJMSType("invoice");
        message.setJMSReplyTo(JmsDestination.topic("answers"));

        JmsMessage back = decode(MessageEncoder.encode(message, NOW, null));

        assertThat(back.sent()).isEqualTo(message.sent());
        assertThat(back.labels()).isEqualTo(message.labels());
        assertThat(back.getJMSDestination()).isEqualTo(orders);
    }

    @Test
    void aCorrelationIdOfBytesComesBack() throws JMSException {
        JmsMessage message = sent(new JmsMessage());
        message.setJMSCorrelationIDAsBytes(new byte[] {(byte) 0xFF, 0, 1});

        assertThat(decode(MessageEncoder.encode(message, NOW, null)).getJMSCorrelationIDAsBytes())
                .containsExactly(0xFF, 0, 1);
    }

    @Test
    void aMessageWithoutIdAndTimestampStaysSo() throws JMSException {
        JmsMessage message = new JmsMessage();
        message.sent(new SentFields(null, 0, orders, 1, 0, NOW, 9));

        JmsMessage back = decode(MessageEncoder.encode(message, NOW, null));

        assertThat(back.getJMSMessageID()).isNull();
        assertThat(back.getJMSTimestamp()).isZero();
        assertThat(back.getJMSDeliveryMode()).isEqualTo(1);
        assertThat(back.getJMSPriority()).isEqualTo(9);
    }

    @Test
    void propertiesComeBackWithTheirTypes() throws JMSException {
        JmsMessage message = sent(new JmsMessage());
        List<Object> values = Arrays.asList(true, (byte) 1, (short) 2, 3, 4L, 5f, 6d, "seven", null);
        for (int i = 0; i < values.size(); i++) {
            message.setObjectProperty("p" + i, values.get(i));
        }
        message.setStringProperty("jms", "a property may be called that too");

        JmsMessage back = decode(MessageEncoder.encode(message, NOW, null));

        for (int i = 0; i < values.size(); i++) {
            assertThat(back.getObjectProperty("p" + i)).isEqualTo(values.get(i));
        }
        assertThat(back.getStringProperty("jms")).startsWith("a property");
    }

    @Test
    void theDeliveryCountIsNotSent() throws JMSException {
        JmsMessage message = sent(new JmsMessage());
        message.setIntProperty("JMSXDeliveryCount", 99);

        assertThat(decode(MessageEncoder.encode(message, NOW, null)).getIntProperty("JMSXDeliveryCount"))
                .isEqualTo(3);
    }

    @Test
    void mapsAndStreamsComeBack() throws JMSException {
        JmsMapMessage map = new JmsMapMessage();
        map.setInt("n", 7);
        map.setBytes("b", new byte[] {1});
        map.setString("nothing", null);
        JmsStreamMessage stream = new JmsStreamMessage();
        stream.writeChar('c');
        stream.writeString("s");

        JmsMapMessage mapBack = (JmsMapMessage) decode(MessageEncoder.encode(sent(map), NOW, null));
        JmsStreamMessage streamBack = (JmsStreamMessage) decode(MessageEncoder.encode(sent(stream), NOW, null));

        assertThat(Collections.list(mapBack.getMapNames())).containsExactly("n", "b", "nothing");
        assertThat(mapBack.getInt("n")).isEqualTo(7);
        assertThat(mapBack.getBytes("b")).containsExactly(1);
        assertThat(streamBack.readChar()).isEqualTo('c');
        assertThat(streamBack.readString()).isEqualTo("s");
    }

    @Test
    void aStringThatUtf8CannotCarryComesBack() throws JMSException {
        JmsTextMessage message = new JmsTextMessage("half \uD83D of a pair");

        TextMessage back = (TextMessage) decode(MessageEncoder.encode(sent(message), NOW, null));

        assertThat(back.getText()).isEqualTo("half \uD83D of a pair");
    }

    @Test
    void aReceivedMessageCanBeSentOn() throws JMSException {
        JmsBytesMessage message = new JmsBytesMessage();
        message.writeUTF("body");
        Message record = MessageEncoder.encode(sent(message), NOW, null);

        Message again = MessageEncoder.encode(decode(record), NOW, null);

        assertThat(again).isEqualTo(record);
    }

    @Test
    void aRecordOfAnotherClientIsABytesMessageWithItsHeaders() throws JMSException {
        RecordContent content = RecordContent.of(
                null, "raw".getBytes(UTF_8), List.of(new Header("traceparent", "00-1".getBytes(UTF_8))));

        JmsMessage message = decode(new Message(NOW, content));

        assertThat(message).isInstanceOf(BytesMessage.class);
        assertThat(message.getStringProperty("traceparent")).isEqualTo("00-1");
        assertThat(message.getJMSMessageID()).isEqualTo("ID:0-42");
        assertThat(message.getBody(byte[].class)).isEqualTo("raw".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {999, 1_000, 1_001})
    void carriesUpToAThousandProperties(int count) throws JMSException {
        JmsMessage message = sent(new JmsMessage());
        for (int i = 0; i < count; i++) {
            message.setIntProperty("p" + i, i);
        }

        if (count <= 1_000) {
            assertThatCode(() -> MessageEncoder.encode(message, NOW, null)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> MessageEncoder.encode(message, NOW, null))
                    .isInstanceOf(MessageFormatException.class)
                    .hasMessageContaining("1001");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {65_535, 65_536, 65_537})
    void carriesPropertiesOfUpTo64KiB(int length) throws JMSException {
        JmsMessage message = sent(new JmsMessage());
        message.setStringProperty("long", "x".repeat(length));

        if (length <= 65_536) {
            assertThatCode(() -> MessageEncoder.encode(message, NOW, null)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> MessageEncoder.encode(message, NOW, null))
                    .isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void everyFlippedBitOfTheHeaderGivesAMessageOrSaysWhatIsWrong() throws JMSException {
        JmsMessage message = sent(new JmsTextMessage("x"));
        message.setJMSType("t");
        message.setJMSReplyTo(orders);
        byte[] fields = MessageEncoder.encode(message, NOW, null)
                .content()
                .headers()
                .get(0)
                .value();
        for (int bit = 0; bit < fields.length * 8; bit++) {
            byte[] damaged = fields.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            staysUsable(damaged);
        }
    }

    @Test
    void anyHeaderGivesAMessageOrSaysWhatIsWrong() throws JMSException {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 10_000; run++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 4 && random.nextBoolean()) {
                ByteBuffer.wrap(bytes)
                        .put((byte) 1)
                        .put((byte) random.nextInt(7))
                        .put((byte) 4)
                        .put((byte) 1);
            }
            staysUsable(bytes);
        }
    }

    private void staysUsable(byte[] fields) throws JMSException {
        RecordContent content = RecordContent.of(null, "x".getBytes(UTF_8), List.of(new Header("jms", fields)));
        JmsMessage message = decode(new Message(NOW, content));
        if (message.propertyExists(MessageDecoder.UNREADABLE)) {
            assertThat(message.getBody(byte[].class)).isEqualTo("x".getBytes(UTF_8));
        }
        try {
            message.getBody(Object.class);
        } catch (JMSException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }

    @Test
    void aPropertyThatIsNoneMakesTheMessageUnreadableAndNamesIt() throws JMSException {
        byte[] fields = MessageEncoder.encode(sent(new JmsMessage()), NOW, null)
                .content()
                .headers()
                .get(0)
                .value();
        List<Header> headers = List.of(new Header("jms", fields), new Header("p", new byte[] {5, 1}));

        JmsMessage message = decode(new Message(NOW, RecordContent.of(null, null, headers)));

        assertThat(message.getStringProperty(MessageDecoder.UNREADABLE)).contains("1 bytes");
    }

    private JmsMessage sent(JmsMessage message) {
        message.sent(new SentFields("ID:1-0-5", NOW, orders, 2, NOW + 60_000, NOW, 4));
        return message;
    }

    private JmsMessage decode(Message record) {
        JmsMessage message = decoder.decode(new Delivery(new DeliveryId(0, 42, 0), 3, record));
        message.received(3, null);
        return message;
    }

    private static JmsDestination queue(String name) {
        try {
            return JmsDestination.queue(name);
        } catch (JMSException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
