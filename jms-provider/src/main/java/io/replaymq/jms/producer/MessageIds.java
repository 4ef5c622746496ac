package io.replaymq.jms.producer;

import io.replaymq.log.api.ProducerIdentity;

/** The JMSMessageIDs of what a producer identity sends. Guarded by whoever has it. */
final class MessageIds {
    private final String prefix;
    private long next;

    MessageIds(ProducerIdentity identity) {
        this.prefix =
                "ID:" + Long.toHexString(identity.producerId()) + "-" + Integer.toHexString(identity.epoch()) + "-";
    }

    String next() {
        return prefix + Long.toHexString(next++);
    }
}
