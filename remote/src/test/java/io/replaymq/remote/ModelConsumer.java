package io.replaymq.remote;

import io.replaymq.broker.api.ConsumerLink;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.DeliveryListener;
import io.replaymq.broker.api.SeenDelivery;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** A consumer of the {@link ModelBroker}. */
final class ModelConsumer implements ConsumerLink {
    int credit;
    private final ModelBroker broker;
    private final ModelQueue queue;
    private final UUID memberId;
    private final Standing standing;
    private final DeliveryListener listener;

    ModelConsumer(ModelBroker broker, ModelQueue queue, UUID memberId, Standing standing, DeliveryListener listener) {
        this.broker = broker;
        this.queue = queue;
        this.memberId = memberId;
        this.standing = standing;
        this.listener = listener;
    }

    void hand(List<Delivery> batch) {
        credit -= batch.size();
        if (!batch.isEmpty()) {
            listener.onDeliveries(batch);
        }
    }

    @Override
    public UUID memberId() {
        return memberId;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public void credit(int messages) {
        broker.later(() -> {
            credit += messages;
            queue.deliver();
        });
    }

    @Override
    public CompletionStage<Void> acknowledge(List<DeliveryId> deliveries) {
        return broker.answer(() -> {
            for (DeliveryId each : deliveries) {
                if (queue.inFlight.remove(each, memberId)) {
                    queue.settled.add(each);
                }
            }
            return null;
        });
    }

    @Override
    public CompletionStage<Void> release(List<DeliveryId> deliveries, Seen seen) {
        return broker.answer(() -> {
            deliveries.forEach(each -> queue.inFlight.remove(each, memberId));
            queue.deliver();
            return null;
        });
    }

    @Override
    public CompletionStage<List<DeliveryId>> redeliver(List<SeenDelivery> seen) {
        return broker.answer(() -> {
            List<DeliveryId> held = new ArrayList<>();
            for (SeenDelivery each : seen) {
                if (memberId.equals(queue.inFlight.get(each.id()))) {
                    broker.events.add("redeliver " + each.id().offset() + " seen with " + each.deliveryCount());
                    int count = queue.counts.merge(each.id(), each.deliveryCount(), Math::max);
                    if (count < queue.deliveryLimit) {
                        held.add(each.id());
                    } else {
                        queue.inFlight.remove(each.id());
                        queue.settled.add(each.id());
                    }
                }
            }
            return held;
        });
    }

    @Override
    public CompletionStage<Void> close() {
        return broker.answer(() -> {
            queue.consumers.remove(memberId);
            queue.release(memberId);
            queue.deliver();
            return null;
        });
    }
}
