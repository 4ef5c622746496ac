package io.replaymq.server.admin;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name a queue or a durable subscription. Filled by the command line's parser. */
final class TargetOptions {
    @Option(
            names = "--queue",
            required = true,
            paramLabel = "NAME",
            description = "The queue, as applications name it.")
    private @Nullable String queue;

    @ArgGroup(exclusive = false)
    private @Nullable SubscriptionOptions subscription;

    /** What they name. */
    ConsumerTarget target() {
        if (subscription != null) {
            return subscription.target();
        }
        return new ConsumerTarget.Queue(Destination.queue(String.valueOf(queue)));
    }

    /** What was named, for people. */
    String text() {
        return subscription == null ? "queue '" + queue + "'" : subscription.text();
    }

    /** The options that name a durable subscription. */
    static final class SubscriptionOptions {
        @Option(names = "--topic", required = true, paramLabel = "NAME", description = "The subscription's topic.")
        private String topic = "";

        @Option(
                names = "--subscription",
                required = true,
                paramLabel = "NAME",
                description = "The subscription's name.")
        private String name = "";

        @Option(
                names = "--client-id",
                required = true,
                paramLabel = "ID",
                description = "The JMS client identifier it belongs to.")
        private String clientId = "";

        ConsumerTarget target() {
            return new ConsumerTarget.DurableSubscription(Destination.topic(topic), clientId, name);
        }

        String text() {
            return "subscription '" + name + "' of client '" + clientId + "' on topic '" + topic + "'";
        }
    }
}
