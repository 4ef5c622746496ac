package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.groups.api.GroupSpec;
import java.util.UUID;

/**
 * Names the group behind a queue or subscription: {@code queue/NAME}, {@code durable/CLIENT/NAME}, {@code plain/RANDOM}, each part
 * escaped as in {@link LogTopics}, which leaves no slash in it. A durable subscription is named without its topic: a client has
 * one of a name. Jakarta Messaging 3.1, section 8.3.3.
 */
final class GroupNames {
    private static final String PLAIN_PREFIX = "plain/";

    private GroupNames() {}

    static String ofQueue(Destination queue) {
        return "queue/" + LogTopics.escape(queue.name());
    }

    static String ofDurable(ConsumerTarget.DurableSubscription subscription) {
        String name =
                "durable/" + LogTopics.escape(subscription.clientId()) + "/" + LogTopics.escape(subscription.name());
        if (name.length() > GroupSpec.MAX_NAME_BYTES) {
            throw new InvalidDestinationException("client identifier and subscription name take " + name.length()
                    + " characters in the log, expected at most " + GroupSpec.MAX_NAME_BYTES);
        }
        return name;
    }

    static String newPlain() {
        return PLAIN_PREFIX + UUID.randomUUID();
    }

    static boolean isPlain(String name) {
        return name.startsWith(PLAIN_PREFIX);
    }
}
