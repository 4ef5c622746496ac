package io.replaymq.server.queues;

import io.replaymq.broker.api.ConsumerTarget.Durable;
import io.replaymq.broker.api.ConsumerTarget.DurableSubscription;
import io.replaymq.broker.api.ConsumerTarget.SharedDurableSubscription;
import io.replaymq.broker.api.Destination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The parameter and options that name a durable subscription. Filled by the command line's parser. */
final class SubscriptionName {
    private static final Destination ANY_TOPIC = Destination.topic("(any topic)");

    @Parameters(paramLabel = "SUBSCRIPTION", description = "Its name, as applications have it.")
    private String name = "";

    @Option(
            names = "--client-id",
            paramLabel = "ID",
            description = "The JMS client identifier it belongs to. Without it, it is everybody's, and shared.")
    private @Nullable String clientId;

    @Option(names = "--shared", description = "It is shared, of the client that was named.")
    private boolean shared;

    /** The one that exists: a subscription is found without its topic. */
    Durable subscription() {
        return subscription(ANY_TOPIC);
    }

    /** The one to a topic. */
    Durable subscription(Destination topic) {
        String client = clientId;
        return client == null || shared
                ? new SharedDurableSubscription(topic, client, name)
                : new DurableSubscription(topic, client, name);
    }
}
