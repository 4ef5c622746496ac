package io.replaymq.remote;

import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerIdentity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A queue of the {@link ModelBroker}, under the broker's lock. */
final class ModelQueue {
    final List<Message> messages = new ArrayList<>();
    final Set<DeliveryId> settled = new HashSet<>();
    final Map<DeliveryId, UUID> inFlight = new HashMap<>();
    final Map<DeliveryId, Integer> counts = new HashMap<>();
    int deliveryLimit = Integer.MAX_VALUE;
    final Map<UUID, ModelConsumer> consumers = new LinkedHashMap<>();
    private final Map<ProducerIdentity, Map<Integer, SendReceipt>> receipts = new HashMap<>();
    private final Map<ProducerIdentity, Integer> nextSequence = new HashMap<>();

    SendReceipt append(SendBatch batch) {
        Map<Integer, SendReceipt> known = receipts.computeIfAbsent(batch.producer(), each -> new HashMap<>());
        SendReceipt before = known.get(batch.baseSequence());
        if (before != null) {
            return before;
        }
        int expected = nextSequence.getOrDefault(batch.producer(), 0);
        if (batch.baseSequence() != expected) {
            throw new OutOfOrderSequenceException("sequence " + batch.baseSequence() + ", expected " + expected);
        }
        SendReceipt receipt = new SendReceipt(0, messages.size());
        messages.addAll(batch.messages());
        known.put(batch.baseSequence(), receipt);
        nextSequence.put(batch.producer(), expected + batch.messages().size());
        return receipt;
    }

    void deliver() {
        for (ModelConsumer each : consumers.values()) {
            List<Delivery> batch = new ArrayList<>();
            for (int i = 0; i < messages.size() && batch.size() < each.credit; i++) {
                DeliveryId id = new DeliveryId(0, i, 0);
                if (!settled.contains(id) && !inFlight.containsKey(id)) {
                    inFlight.put(id, each.memberId());
                    batch.add(new Delivery(id, counts.getOrDefault(id, 0) + 1, messages.get(i)));
                }
            }
            each.hand(batch);
        }
    }

    void release(UUID member) {
        inFlight.values().removeIf(member::equals);
    }
}
