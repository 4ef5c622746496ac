package io.replaymq.jms.encoding;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Message;
import io.replaymq.jms.api.AllowedClasses;
import io.replaymq.jms.destination.JmsDestination;
import io.replaymq.jms.message.JmsBytesMessage;
import io.replaymq.jms.message.JmsMapMessage;
import io.replaymq.jms.message.JmsMessage;
import io.replaymq.jms.message.JmsStreamMessage;
import io.replaymq.jms.message.JmsTextMessage;
import io.replaymq.jms.message.ObjectReading;
import io.replaymq.jms.message.SentFields;
import io.replaymq.log.record.RecordContent;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages as version 1 wrote them, for ever. The files hold the record's content in hexadecimal. */
class GoldenMessagesTest {
    private static final long NOW = 1_795_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"none", "text", "text16", "bytes", "map", "stream"})
    void writesAndReadsAsVersion1(String kind) throws JMSException, IOException {
        byte[] golden = golden(kind);
        JmsMessage message = message(kind);

        Message record = MessageEncoder.encode(message, NOW, null);
        JmsMessage read = new MessageDecoder(JmsDestination.queue("orders"), new ObjectReading(AllowedClasses.NONE))
                .decode(new Delivery(
                        new DeliveryId(0, 0, 0), 1, new Message(NOW, RecordContent.parse(ByteBuffer.wrap(golden)))));

        assertThat(HexFormat.of().formatHex(bytes(record)))
                .isEqualTo(HexFormat.of().formatHex(golden));
        assertThat(read.sent()).isEqualTo(message.sent());
        assertThat(read.labels()).isEqualTo(message.labels());
        assertThat(read.properties().all()).isEqualTo(message.properties().all());
        assertThat(read.kind()).isEqualTo(message.kind());
        assertThat(read.encodeBody()).isEqualTo(message.encodeBody());
    }

    private static JmsMessage message(String kind) throws JMSException {
        JmsMessage message = body(kind);
        message.sent(new SentFields("ID:7-0-1f", NOW, JmsDestination.queue("orders"), 2, NOW + 1_000, NOW, 4));
        message.setJMSCorrelationID("request");
        message.setJMSType("order");
        message.setJMSReplyTo(JmsDestination.topic("answers"));
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("count", 3);
        message.setBooleanProperty("urgent", true);
        return message;
    }

    private static JmsMessage body(String kind) throws JMSException {
        return switch (kind) {
            case "text" -> new JmsTextMessage("Grüße");
            case "text16" -> new JmsTextMessage("\uD83D");
            case "bytes" -> {
                JmsBytesMessage bytes = new JmsBytesMessage();
                bytes.writeInt(42);
                yield bytes;
            }
            case "map" -> {
                JmsMapMessage map = new JmsMapMessage();
                map.setDouble("price", 9.5);
                map.setString("name", "x");
                yield map;
            }
            case "stream" -> {
                JmsStreamMessage stream = new JmsStreamMessage();
                stream.writeLong(1L);
                stream.writeBytes(new byte[] {1, 2});
                yield stream;
            }
            default -> new JmsMessage();
        };
    }

    private static byte[] bytes(Message record) {
        byte[] bytes = new byte[record.content().sizeInBytes()];
        record.content().bytes().get(bytes);
        return bytes;
    }

    private static byte[] golden(String kind) throws IOException {
        try (InputStream in = GoldenMessagesTest.class.getResourceAsStream("/golden/message-v1-" + kind + ".hex")) {
            assertThat(in).as("golden file for %s", kind).isNotNull();
            return HexFormat.of().parseHex(new String(in.readAllBytes(), US_ASCII).strip());
        }
    }
}
