package io.replaymq.jms.message;

import org.jspecify.annotations.Nullable;

/** Which of the bodies a message has. Numbers are stored: {@code docs/format/message.md}. */
public enum BodyKind {
    NONE(0),
    TEXT(1),
    BYTES(2),
    MAP(3),
    STREAM(4),
    OBJECT(5),
    /** Text that UTF-8 cannot carry, as UTF-16 code units. */
    TEXT_UTF_16(6);

    private final int number;

    BodyKind(int number) {
        this.number = number;
    }

    /** The stored number. */
    public int number() {
        return number;
    }

    /** The kind of that number, or null if there is none. */
    public static @Nullable BodyKind of(int number) {
        for (BodyKind each : values()) {
            if (each.number == number) {
                return each;
            }
        }
        return null;
    }
}
