package io.replaymq.broker.selector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The identifiers of a selector, numbered as they come. Filled while it is compiled, not changed afterwards. */
final class Identifiers {
    private final List<String> names = new ArrayList<>();
    private final List<ByteBuffer> encoded = new ArrayList<>();
    private final List<@Nullable HeaderField> fields = new ArrayList<>();

    /** The number of a name, a new one if it has none. */
    int numberOf(String name) {
        int present = names.indexOf(name);
        if (present >= 0) {
            return present;
        }
        names.add(name);
        encoded.add(ByteBuffer.wrap(name.getBytes(UTF_8)));
        fields.add(HeaderField.of(name));
        return names.size() - 1;
    }

    int size() {
        return names.size();
    }

    String name(int number) {
        return names.get(number);
    }

    /** The name in UTF-8, as record headers have it. */
    ByteBuffer encoded(int number) {
        return encoded.get(number);
    }

    /** The header field of that name; null if it is a property. */
    @Nullable
    HeaderField field(int number) {
        return fields.get(number);
    }
}
