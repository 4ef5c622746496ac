package io.replaymq.server.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the clients saw: for each destination what each producer sent, and for each subscription of it (a queue is one) what
 * each of its consumers received. Built by one thread before the clients start; they note in the parts they are handed.
 */
public final class History {
    private final Map<String, List<Sent>> destinations = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();

    /** A place for what a producer sends; producers of a destination are numbered from 0. */
    public Sent producer(String destination) {
        Sent sent = new Sent();
        destinations.computeIfAbsent(destination, name -> new ArrayList<>()).add(sent);
        return sent;
    }

    /** A subscription: its consumers together receive what is sent to the destination. */
    public Subscription subscription(String name, String destination) {
        Subscription subscription = new Subscription(
                name, destinations.computeIfAbsent(destination, any -> new ArrayList<>()), new ArrayList<>());
        subscriptions.add(subscription);
        return subscription;
    }

    /** All subscriptions. */
    public List<Subscription> subscriptions() {
        return subscriptions;
    }

    /** How many sends were confirmed, on all destinations. */
    public long confirmed() {
        return destinations.values().stream()
                .flatMap(List::stream)
                .mapToLong(Sent::confirmed)
                .sum();
    }

    /**
     * One subscription.
     *
     * @param name for people
     * @param producers what each producer sent to its destination
     * @param consumers what each consumer received
     */
    public record Subscription(String name, List<Sent> producers, List<Received> consumers) {
        /** A place for what a further consumer receives. */
        public Received consumer(String consumer) {
            Received received = new Received(consumer);
            consumers.add(received);
            return received;
        }

        /** How many messages its consumers received. */
        public long received() {
            return consumers.stream().mapToLong(Received::size).sum();
        }

        /** How many messages it has to deliver. */
        public long due() {
            return producers.stream().mapToLong(Sent::confirmed).sum();
        }
    }
}
