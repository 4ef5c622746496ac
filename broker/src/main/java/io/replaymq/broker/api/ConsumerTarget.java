package io.replaymq.broker.api;

import org.jspecify.annotations.Nullable;

/** What a consumer consumes from. A topic may mean many: {@link Destination#isPattern()}. */
public sealed interface ConsumerTarget {
    /** The destination its messages come from. */
    Destination destination();

    /**
     * A queue, shared by all its consumers.
     *
     * @param destination a queue
     */
    record Queue(Destination destination) implements ConsumerTarget {
        /** For messages to people. */
        @Override
        public String toString() {
            return destination.toString();
        }
    }

    /**
     * What is sent to a topic while the consumer is there. Jakarta Messaging 3.1, section 8.3.1.
     *
     * @param destination a topic
     */
    record PlainSubscription(Destination destination) implements ConsumerTarget {}

    /**
     * What is sent to a topic since the subscription was created, consumed or not. One consumer at a time. Section 8.3.3.
     *
     * @param destination a topic
     * @param clientId the client it belongs to
     * @param name its name within that client
     */
    record DurableSubscription(Destination destination, String clientId, String name) implements Durable {
        /** For messages to people. Without the topic: a subscription is found by client and name. */
        @Override
        public String toString() {
            return "durable subscription '" + name + "'" + ofClient(clientId);
        }
    }

    /**
     * What is sent to a topic while any of its consumers is there, shared among them. Section 8.3.2.
     *
     * @param destination a topic
     * @param clientId the client it belongs to; null if it is everybody's
     * @param name its name within that client, or among those without one
     */
    record SharedSubscription(
            Destination destination, @Nullable String clientId, String name) implements ConsumerTarget {
        /** For messages to people. */
        @Override
        public String toString() {
            return "shared subscription '" + name + "'" + ofClient(clientId);
        }
    }

    /**
     * What is sent to a topic since the subscription was created, consumed or not, shared among its consumers. Section 8.3.4.
     *
     * @param destination a topic
     * @param clientId the client it belongs to; null if it is everybody's
     * @param name its name within that client, or among those without one
     */
    record SharedDurableSubscription(
            Destination destination, @Nullable String clientId, String name) implements Durable {
        /** For messages to people. Without the topic: a subscription is found by client and name. */
        @Override
        public String toString() {
            return "shared durable subscription '" + name + "'" + ofClient(clientId);
        }
    }

    /**
     * What lies in a queue or topic, consumed or not, and what is sent to it from then on. Takes nothing away from anybody: each consumer
     * has all of it, in the order of the log, as far as retention has left it.
     *
     * @param destination a queue or a topic
     */
    record History(Destination destination) implements ConsumerTarget {}

    /** A subscription that outlives its consumers. A client has one of a name, shared or not. */
    sealed interface Durable extends ConsumerTarget {
        /** The client it belongs to; null if it is everybody's, which only a shared one can be. */
        @Nullable
        String clientId();

        /** Its name within that client. */
        String name();
    }

    private static String ofClient(@Nullable String clientId) {
        return clientId == null ? "" : " of client '" + clientId + "'";
    }
}
