package io.replaymq.broker;

import io.replaymq.broker.message.MalformedMessageException;
import io.replaymq.broker.message.MessageLayout;
import io.replaymq.broker.message.TypedValue;
import io.replaymq.log.record.Header;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Headers of messages, as a client encodes them. */
final class Headers {
    private final List<Header> properties = new ArrayList<>();
    private final ByteBuffer fields =
            ByteBuffer.allocate(200).put(new byte[] {1, 0, 4, 1}).putLong(0);

    static Headers none() {
        return new Headers();
    }

    Headers with(String name, Object value) {
        properties.add(new Header(name, encode(value)));
        return this;
    }

    Headers from(long sender) {
        return field(MessageLayout.SENDER, sender);
    }

    Headers deliveredAt(long timeMs) {
        return field(MessageLayout.DELIVERY_TIME, timeMs);
    }

    Headers expiringAt(long timeMs) {
        fields.putLong(MessageLayout.EXPIRATION_AT, timeMs);
        return this;
    }

    private Headers field(int tag, Object value) {
        byte[] encoded = encode(value);
        fields.put((byte) tag).putShort((short) encoded.length).put(encoded);
        return this;
    }

    List<Header> list() {
        byte[] header = new byte[fields.position()];
        fields.get(0, header);
        List<Header> all = new ArrayList<>(List.of(new Header(MessageLayout.HEADER, header)));
        all.addAll(properties);
        return all;
    }

    private static byte[] encode(Object value) {
        try {
            return TypedValue.encode(value);
        } catch (MalformedMessageException e) {
            throw new AssertionError(e);
        }
    }
}
