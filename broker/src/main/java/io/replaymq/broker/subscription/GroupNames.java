package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedSubscription;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.groups.api.GroupSpec;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Names the group behind a queue or subscription: {@code queue/NAME}, {@code durable/CLIENT/NAME}, {@code shared/CLIENT/NAME}, {@code
 * shared-durable/CLIENT/NAME}, {@code plain/RANDOM}, {@code history/RANDOM}, each part escaped as in {@link LogTopics}, which leaves no
 * slash in it; CLIENT is empty if there is none. A subscription is named without its topic: a client has one of a name and kind. Jakarta
 * Messaging 3.1, section 8.3.
 */
final class GroupNames {
    private static final String PLAIN = "plain/";
    private static final String HISTORY = "history/";

    private GroupNames() {}

    static String ofQueue(Destination queue) {
        return "queue/" + LogTopics.escape(queue.name());
    }

    /** The one of a target that has a name. @throws InvalidDestinationException if it has none, or it is too long */
    static String of(ConsumerTarget target) {
        if (target instanceof ConsumerTarget.Queue queue) {
            return ofQueue(queue.destination());
        }
        if (target instanceof DurableSubscription durable) {
            return ofClient("durable/", durable.clientId(), durable.name());
        }
        if (target instanceof SharedDurableSubscription durable) {
            return ofClient("shared-durable/", durable.clientId(), durable.name());
        }
        if (target instanceof SharedSubscription shared) {
            return ofClient("shared/", shared.clientId(), shared.name());
        }
        throw new InvalidDestinationException(
                "a plain subscription to " + target.destination() + ", expected a queue or a subscription with a name");
    }

    /** The one of a durable subscription of the same client and name that is of the other kind, shared or not. */
    static String ofRival(ConsumerTarget.Durable subscription) {
        String kind = subscription instanceof DurableSubscription ? "shared-durable/" : "durable/";
        return ofClient(kind, subscription.clientId(), subscription.name());
    }

    private static String ofClient(String kind, @Nullable String clientId, String subscription) {
        String name =
                kind + (clientId == null ? "" : LogTopics.escape(clientId)) + "/" + LogTopics.escape(subscription);
        if (name.length() > GroupSpec.MAX_NAME_BYTES) {
            throw new InvalidDestinationException("client identifier and subscription name take " + name.length()
                    + " characters in the log, expected at most " + GroupSpec.MAX_NAME_BYTES);
        }
        return name;
    }

    /** A new one for what has no name: a plain subscription, a history. */
    static String newUnnamed(ConsumerTarget target) {
        return prefixOf(target) + UUID.randomUUID();
    }

    /** Whether a group may stand behind a target that has no name. */
    static boolean isOfUnnamed(ConsumerTarget target, String name) {
        return name.startsWith(prefixOf(target));
    }

    private static String prefixOf(ConsumerTarget target) {
        return target instanceof ConsumerTarget.History ? HISTORY : PLAIN;
    }
}
