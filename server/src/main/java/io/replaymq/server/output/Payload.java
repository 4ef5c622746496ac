package io.replaymq.server.output;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keys, values and headers for people: as text where they are text, as hexadecimal digits otherwise. */
public final class Payload {
    private static final HexFormat HEX = HexFormat.of();

    private Payload() {}

    /** As text in one line; with {@code 0x} in front where it is not text, {@code null} where there is none. */
    public static String line(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return "null";
        }
        Optional<String> text = text(bytes).filter(each -> each.chars().noneMatch(Character::isISOControl));
        return text.orElseGet(() -> "0x" + hex(bytes));
    }

    /** Hexadecimal digits. */
    public static String hex(ByteBuffer bytes) {
        return HEX.formatHex(bytes(bytes));
    }

    /** The bytes, copied. */
    public static byte[] bytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** As a field of an object: text under its name, what is not text under its name with {@code Hex} behind it. */
    public static void put(ObjectNode object, String name, @Nullable ByteBuffer bytes) {
        if (bytes == null) {
            object.putNull(name);
            return;
        }
        Optional<String> text = text(bytes);
        if (text.isPresent()) {
            object.put(name, text.get());
        } else {
            object.put(name + "Hex", hex(bytes));
        }
    }

    private static Optional<String> text(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.duplicate())
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
