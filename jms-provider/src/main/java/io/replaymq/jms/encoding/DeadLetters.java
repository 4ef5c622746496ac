package io.replaymq.jms.encoding;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.jms.message.Properties;

/** The properties by which a message of a dead-letter queue says where it comes from: those that selectors see. */
final class DeadLetters {
    private static final String PREFIX = "JMS_ReplayMQ_DeadLetter";

    private DeadLetters() {}

    static void tell(DeadLetter origin, Properties properties) {
        properties.putReceived(PREFIX + "Topic", origin.topic());
        properties.putReceived(PREFIX + "Partition", (long) origin.partition());
        properties.putReceived(PREFIX + "Offset", origin.offset());
        properties.putReceived(PREFIX + "Group", origin.group());
        properties.putReceived(PREFIX + "Reason", origin.reason());
        properties.putReceived(PREFIX + "Deliveries", (long) origin.deliveries());
        properties.putReceived(PREFIX + "Time", origin.timeMs());
    }
}
