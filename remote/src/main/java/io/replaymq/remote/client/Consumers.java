package io.replaymq.remote.client;

import io.netty.util.collection.IntObjectHashMap;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.remote.api.ProtocolViolationException;
import io.replaymq.remote.wire.ServerFrame.Deliver;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The consumers of a link, by number. Belongs to the link's event loop; any thread may ask for a number. */
final class Consumers {
    private final IntObjectHashMap<ConsumerSession> byNumber = new IntObjectHashMap<>();
    private final AtomicInteger nextNumber = new AtomicInteger();

    /** A number that no other consumer of the link has had. */
    int newNumber() {
        return nextNumber.getAndIncrement();
    }

    void add(ConsumerSession consumer) {
        byNumber.put(consumer.number(), consumer);
    }

    void remove(ConsumerSession consumer) {
        byNumber.remove(consumer.number());
    }

    /** Those that were subscribed and not detached. */
    List<ConsumerSession> established() {
        return new ArrayList<>(byNumber.values());
    }

    /** What a transaction has acknowledged is held no longer, if the consumer is still who it was. */
    void settled(UUID memberId, List<DeliveryId> deliveries) {
        for (ConsumerSession each : byNumber.values()) {
            if (each.membership().memberId().equals(memberId)) {
                each.onSettled(deliveries);
            }
        }
    }

    void onInterrupted() {
        byNumber.values().forEach(ConsumerSession::onDetached);
    }

    /** Hands deliveries to their consumer. @return which; null if it was just detached and lets them pass */
    @Nullable
    ConsumerSession deliver(Deliver deliver) {
        ConsumerSession consumer = byNumber.get(deliver.consumer());
        if (consumer != null) {
            consumer.onDeliveries(deliver.deliveries());
        } else if (deliver.consumer() < 0 || deliver.consumer() >= nextNumber.get()) {
            throw new ProtocolViolationException("deliveries for consumer " + deliver.consumer() + ", which never was");
        }
        return consumer;
    }
}
