package io.replaymq.jms.encoding;

import jakarta.jms.MessageFormatException;

/** How much a message may carry beside its body. */
final class Limits {
    static final int PROPERTIES = 1_000;
    static final int PROPERTY_NAME = 256;
    static final int PROPERTY_VALUE = 64 << 10;

    private Limits() {}

    static void require(int found, int most, String what) throws MessageFormatException {
        if (found > most) {
            throw new MessageFormatException(what + ": " + found + ", expected at most " + most);
        }
    }
}
