package io.replaymq.remote.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.UUID;

/** Writes what is longer than a number. */
final class WireText {
    private WireText() {}

    static void string(ByteBuf to, String text, int max, String what) {
        int bytes = ByteBufUtil.utf8Bytes(text);
        if (bytes > max) {
            throw new IllegalArgumentException(what + " of " + bytes + " bytes in UTF-8, expected up to " + max);
        }
        to.writeShort(bytes);
        to.writeCharSequence(text, UTF_8);
    }

    static void uuid(ByteBuf to, UUID uuid) {
        to.writeLong(uuid.getMostSignificantBits()).writeLong(uuid.getLeastSignificantBits());
    }
}
