package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MessageFieldsTest {
    private static final byte[] PLAIN = header(1, 0, 7, 1, 1_795_000_000_000L);

    @Test
    void readsWhatComesBeforeTheFields() throws MalformedMessageException {
        MessageFields fields = MessageFields.of(PLAIN);

        assertThat(fields.priority()).isEqualTo(7);
        assertThat(fields.isPersistent()).isTrue();
        assertThat(fields.isTimestamped()).isTrue();
        assertThat(fields.expirationMs()).isEqualTo(1_795_000_000_000L);
        assertThat(fields.text(MessageLayout.MESSAGE_ID)).isNull();
        assertThat(fields.number(MessageLayout.DELIVERY_TIME, 42)).isEqualTo(42);
    }

    @Test
    void readsEachField() throws MalformedMessageException {
        byte[] header = with(with(PLAIN, MessageLayout.MESSAGE_ID, "ID:1"), MessageLayout.DELIVERY_TIME, 9L);

        MessageFields fields = MessageFields.of(with(header, MessageLayout.SENDER, SenderId.ofClient("desk")));

        assertThat(fields.text(MessageLayout.MESSAGE_ID)).isEqualTo("ID:1");
        assertThat(fields.number(MessageLayout.DELIVERY_TIME, 0)).isEqualTo(9);
        assertThat(fields.number(MessageLayout.SENDER, 0)).isEqualTo(SenderId.ofClient("desk"));
        assertThat(fields.field(MessageLayout.TYPE)).isNull();
    }

    @Test
    void theSenderOfAClientIsAlwaysTheSameNumber() {
        assertThat(SenderId.ofClient("desk")).isEqualTo(0x49be417ad74080a0L).isNotEqualTo(SenderId.ofClient("Desk"));
    }

    @Test
    void takesTheFirstHeaderOfTheName() throws MalformedMessageException {
        RecordContent content = RecordContent.of(
                "key".getBytes(UTF_8),
                "body".repeat(100).getBytes(UTF_8),
                List.of(
                        new Header("traceparent", null),
                        new Header("jms", PLAIN),
                        new Header("jms", "a property".getBytes(UTF_8))));

        assertThat(MessageFields.in(content).orElseThrow().priority()).isEqualTo(7);
    }

    @Test
    void aRecordOfAnotherClientHasNone() throws MalformedMessageException {
        assertThat(MessageFields.in(RecordContent.of(null, null, List.of(new Header("jm", PLAIN)))))
                .isEmpty();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> MessageFields.of((byte[]) null)).hasMessageContaining("0 bytes, expected 12");
        assertThatThrownBy(() -> MessageFields.of(header(2, 0, 7, 1, 0))).hasMessageContaining("version 2");
        assertThatThrownBy(() -> MessageFields.of(header(1, 0, 10, 1, 0))).hasMessageContaining("priority 10");
        assertThatThrownBy(() -> MessageFields.of(header(1, 0, 4, 4, 0))).hasMessageContaining("flags 4");
        assertThatThrownBy(() -> MessageFields.of(with(PLAIN, 8, "x"))).hasMessageContaining("field tag 8");
        assertThatThrownBy(() -> MessageFields.of(with(with(PLAIN, 3, "x"), 3, "y")))
                .hasMessageContaining("field tag 3");
        assertThatThrownBy(() -> MessageFields.of(with(PLAIN, 3, "x")).number(3, 0))
                .hasMessageContaining("no long");
        assertThatThrownBy(() -> MessageFields.of(with(PLAIN, 6, 5L)).text(6)).hasMessageContaining("no string");
    }

    /** Whatever the bytes are, it is refused in the same way or read. */
    @Test
    void survivesAnyDamage() throws MalformedMessageException {
        byte[] header = with(with(PLAIN, 1, "ID:1"), 6, 9L);
        SplittableRandom random = new SplittableRandom(7);
        for (int run = 0; run < 20_000; run++) {
            byte[] damaged = header.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                MessageFields fields =
                        MessageFields.of(ByteBuffer.wrap(damaged, 0, random.nextInt(damaged.length + 1)));
                fields.text(MessageLayout.MESSAGE_ID);
                fields.number(MessageLayout.DELIVERY_TIME, 0);
            } catch (MalformedMessageException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }

    private static byte[] header(int version, int kind, int priority, int flags, long expirationMs) {
        return ByteBuffer.allocate(MessageLayout.FIELDS_AT)
                .put((byte) version)
                .put((byte) kind)
                .put((byte) priority)
                .put((byte) flags)
                .putLong(expirationMs)
                .array();
    }

    private static byte[] with(byte[] header, int tag, Object value) {
        try {
            byte[] encoded = TypedValue.encode(value);
            return ByteBuffer.allocate(header.length + MessageLayout.FIELD_PREFIX + encoded.length)
                    .put(header)
                    .put((byte) tag)
                    .putShort((short) encoded.length)
                    .put(encoded)
                    .array();
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
