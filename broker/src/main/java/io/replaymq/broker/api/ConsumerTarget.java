package io.replaymq.broker.api;

/** What a consumer consumes from. */
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
    record DurableSubscription(Destination destination, String clientId, String name) implements ConsumerTarget {
        /** For messages to people. Without the topic: a subscription is found by client and name. */
        @Override
        public String toString() {
            return "durable subscription '" + name + "' of client '" + clientId + "'";
        }
    }
}
