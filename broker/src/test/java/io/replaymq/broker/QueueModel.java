package io.replaymq.broker;

import io.replaymq.broker.api.Delivery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a queue promises, in the most naive form: who holds which message, what is settled, how often each was delivered. Says
 * what was broken. Messages are named by their bodies.
 *
 * <p><b>Threads:</b> any.
 */
final class QueueModel {
    private final Set<String> sent = new HashSet<>();
    private final Set<String> settled = new HashSet<>();
    private final Map<String, Object> holders = new HashMap<>();
    private final Map<String, Integer> nextCounts = new HashMap<>();
    private final Set<String> everDelivered = new HashSet<>();
    private final Map<Object, Map<String, Integer>> lastOfProducer = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int generation;

    synchronized void sends(String body) {
        sent.add(body);
    }

    synchronized void delivered(Object consumer, List<Delivery> deliveries) {
        deliveries.forEach(each -> delivered(consumer, each));
    }

    private void delivered(Object consumer, Delivery delivery) {
        if (delivery.id().generation() != generation) {
            return; // overtaken by a rewind
        }
        String body = TestConsumer.body(delivery);
        check(sent.contains(body), body + " was never sent");
        check(!settled.contains(body), body + " was settled");
        Object holder = holders.put(body, consumer);
        check(holder == null, body + " is held by " + holder + " and was delivered to " + consumer);
        int expected = nextCounts.getOrDefault(body, 1);
        check(
                delivery.deliveryCount() == expected,
                body + " count " + delivery.deliveryCount() + ", expected " + expected);
        if (everDelivered.add(body)) {
            checkOrder(consumer, body);
        }
    }

    private void checkOrder(Object consumer, String body) {
        String producer = body.substring(0, body.indexOf('/'));
        int number = Integer.parseInt(body.substring(body.indexOf('/') + 1));
        Integer last =
                lastOfProducer.computeIfAbsent(consumer, c -> new HashMap<>()).put(producer, number);
        check(last == null || last < number, body + " came to " + consumer + " after " + last);
    }

    synchronized void settles(List<Delivery> deliveries) {
        for (Delivery each : deliveries) {
            settled.add(TestConsumer.body(each));
            holders.remove(TestConsumer.body(each));
        }
    }

    /** They go back and may be delivered to anybody. */
    synchronized void givesBack(List<Delivery> deliveries, int countsMore) {
        for (Delivery each : deliveries) {
            holders.remove(TestConsumer.body(each));
            nextCounts.merge(TestConsumer.body(each), 1 + countsMore, (old, first) -> old + countsMore);
        }
    }

    /** Their holder delivers them again itself. */
    synchronized void deliversAgain(List<Delivery> deliveries) {
        deliveries.forEach(each -> nextCounts.put(TestConsumer.body(each), each.deliveryCount() + 1));
    }

    synchronized void rewinds() {
        generation++;
        settled.clear();
        holders.clear();
        nextCounts.clear();
        everDelivered.clear();
        lastOfProducer.clear();
    }

    synchronized int generation() {
        return generation;
    }

    synchronized int unsettled() {
        return sent.size() - settled.size();
    }

    synchronized @Nullable String firstBroken() {
        return broken.isEmpty() ? null : broken.get(0);
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }
}
