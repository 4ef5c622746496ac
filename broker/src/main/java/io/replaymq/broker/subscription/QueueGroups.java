package io.replaymq.broker.subscription;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.InvalidDestinationException;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.destination.TemporaryNames;
import io.replaymq.groups.api.GroupSettings;
import org.jspecify.annotations.Nullable;

/** The settings of queues and durable subscriptions as those of their groups, whose topics are the log's. */
public final class QueueGroups {
    private QueueGroups() {}

    /** The name of the group of a queue or a subscription that has a name. @throws InvalidDestinationException if it has none */
    public static String nameOf(ConsumerTarget target) {
        return GroupNames.of(target);
    }

    /**
     * The group's settings that queue settings mean.
     *
     * @throws InvalidDestinationException if the queue is to be its own dead-letter or expiry queue, or those are temporary
     */
    public static GroupSettings groupSettings(Destination queue, QueueSettings settings) {
        return GroupSettings.DEFAULTS
                .withDeliveryLimit(settings.deliveryLimit())
                .withRedelivery(settings.redelivery())
                .withDeadLetterTopic(topic(queue, settings.deadLetterQueue()))
                .withExpiryTopic(topic(queue, settings.expiryQueue()));
    }

    private static @Nullable String topic(Destination queue, @Nullable String name) {
        if (name == null) {
            return null;
        }
        Destination other = Destination.queue(name);
        if (other.equals(queue) || TemporaryNames.isTemporary(other)) {
            throw new InvalidDestinationException(
                    other + " for what " + queue + " gives up, expected another queue that is not temporary");
        }
        return LogTopics.of(other);
    }

    /** The queue settings that a group's mean. Topics that are no queues' are left out. */
    public static QueueSettings queueSettings(GroupSettings settings) {
        return new QueueSettings(
                settings.deliveryLimit(),
                settings.redelivery(),
                queue(settings.deadLetterTopic()),
                queue(settings.expiryTopic()));
    }

    private static @Nullable String queue(@Nullable String topic) {
        return topic == null
                ? null
                : LogTopics.destinationOf(topic)
                        .filter(each -> each.kind() == Destination.Kind.QUEUE)
                        .map(Destination::name)
                        .orElse(null);
    }
}
