package io.replaymq.broker.selector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.broker.message.TypedValue;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Selectors read messages from the bytes of their records. */
class RecordSelectionTest {
    private static final long NOW = 1_795_000_000_000L;

    private final List<Header> headers = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSPriority = 7",
                "JMSMessageID = 'ID:1'",
                "JMSTimestamp = 1795000000000",
                "JMSCorrelationID = 'request'",
                "JMSType = 'invoice'",
                "int = 3 AND long = 4 AND byte = 1 AND short = 2",
                "float = 5f AND double = 6. AND text = 'seven' AND flag",
                "nothing IS NULL",
                "jms = 'too'",
                "missing IS NULL",
                "JMSXDeliveryCount IS NULL",
            })
    void readsFieldsAndProperties(String selector) throws MalformedMessageException {
        headers.add(new Header("before", "ignored".getBytes(UTF_8)));
        headers.add(new Header("jms", fields(MessageLayout.PERSISTENT)));
        add("byte", (byte) 1);
        add("short", (short) 2);
        add("int", 3);
        add("long", 4L);
        add("float", 5f);
        add("double", 6d);
        add("text", "seven");
        add("flag", true);
        add("nothing", null);
        add("jms", "too");

        assertThat(Selector.compile(selector).matches(message())).isTrue();
        assertThat(Selector.compile("before IS NOT NULL").matches(message())).isFalse();
    }

    @Test
    void fieldsThatAreNotThereAreNull() throws MalformedMessageException {
        headers.add(new Header(
                "jms", ByteBuffer.allocate(12).put(new byte[] {1, 0, 4, 2}).array()));

        assertThat(Selector.compile("JMSMessageID IS NULL AND JMSCorrelationID IS NULL AND JMSType IS NULL "
                                + "AND JMSTimestamp = 0 AND JMSDeliveryMode = 'NON_PERSISTENT' AND JMSPriority = 4")
                        .matches(message()))
                .isTrue();
    }

    @Test
    void headersOfAnotherClientAreStrings() {
        headers.add(new Header("traceparent", "00-1".getBytes(UTF_8)));
        headers.add(new Header("binary", new byte[] {(byte) 0xFF}));

        assertThat(Selector.compile("traceparent = '00-1' AND binary IS NULL AND JMSPriority = 4 "
                                + "AND JMSTimestamp = 1795000000000")
                        .matches(message()))
                .isTrue();
    }

    @Test
    void aDeadLetterSaysWhereItComesFrom() throws MalformedMessageException {
        headers.add(new Header("jms", fields(0)));
        headers.add(new Header("dead-letter.reason", "delivery limit".getBytes(UTF_8)));
        headers.add(new Header("dead-letter.deliveries", "10".getBytes(UTF_8)));

        assertThat(Selector.compile("JMS_ReplayMQ_DeadLetterReason = 'delivery limit' "
                                + "AND JMS_ReplayMQ_DeadLetterDeliveries = 10")
                        .matches(message()))
                .isTrue();
    }

    /** What cannot be read is NULL; nothing throws. */
    @Test
    void survivesAnyDamage() throws MalformedMessageException {
        Selector selector =
                Selector.compile("JMSType LIKE 'in%' AND text = 'seven' OR JMSPriority > int OR dead IS NULL");
        SplittableRandom random = new SplittableRandom(11);
        byte[] fields = fields(1);
        byte[] text = TypedValue.encode("seven");
        int matched = 0;
        for (int run = 0; run < 20_000; run++) {
            headers.clear();
            headers.add(new Header("jms", damaged(fields, random)));
            headers.add(new Header("text", damaged(text, random)));
            headers.add(new Header("int", random.nextBoolean() ? null : new byte[random.nextInt(6)]));
            headers.add(new Header("dead", TypedValue.encode(1)));
            matched += selector.matches(message()) ? 1 : 0;
        }
        assertThat(matched).isBetween(1, 19_999);
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] copy = bytes.clone();
        if (random.nextBoolean()) {
            copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private StoredRecord message() {
        return new StoredRecord(5, NOW, RecordContent.of("k".getBytes(UTF_8), "body".getBytes(UTF_8), headers));
    }

    private void add(String name, Object value) throws MalformedMessageException {
        headers.add(new Header(name, TypedValue.encode(value)));
    }

    private static byte[] fields(int flags) throws MalformedMessageException {
        ByteBuffer to = ByteBuffer.allocate(200);
        to.put(new byte[] {1, 1, 7, (byte) flags}).putLong(0);
        put(to, MessageLayout.MESSAGE_ID, "ID:1");
        put(to, MessageLayout.CORRELATION_ID, "request".getBytes(UTF_8));
        put(to, MessageLayout.TYPE, "invoice");
        byte[] bytes = new byte[to.flip().remaining()];
        to.get(bytes);
        return bytes;
    }

    private static void put(ByteBuffer to, int tag, Object value) throws MalformedMessageException {
        byte[] encoded = TypedValue.encode(value);
        to.put((byte) tag).putShort((short) encoded.length).put(encoded);
    }
}
